# The product for a database of its own choice: DATABASE_URL has to be set. See docs/deployment.md.
FROM node:22-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production

# The packages change less often than the sources.
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --include=dev

COPY . .
RUN npm run build && chown -R node:node /app

USER node
EXPOSE 3000
# No npm in between, so that a signal reaches the product itself.
CMD ["node", "server/launch/start.mjs"]
