/** Preloaded into a spawned server: its fourth file is a pipe from the run, which closes however the run ends. */
import { Socket } from 'node:net';

new Socket({ fd: 3 })
  .on('close', () => process.kill(process.pid, 'SIGKILL'))
  .resume()
  .unref();
