# One image; the command says which process: web, worker or migrate (docker-compose.yml).
FROM node:24.21.0-bookworm-slim AS build
WORKDIR /rolecall
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24.21.0-bookworm-slim
WORKDIR /rolecall
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=node:node /rolecall /rolecall
USER node
EXPOSE 3000
# ROLECALL_AWS has no default here: an image does not guess which AWS it is to change.
CMD ["node", "scripts/web.mjs"]
