FROM postgres:17-alpine
