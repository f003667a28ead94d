/** `ultra-parity/containers` within this repository: its files lie in a workspace of their own, and in one package once published. */
export * from 'ultra-parity-containers';
