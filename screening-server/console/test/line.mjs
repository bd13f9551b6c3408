// The line between a browser and the service, which a test cuts and mends.

import { createServer, connect } from 'node:net';

export class Line {
  /** A line to where `url` leads; its own address is `url`. */
  static async to(url) {
    const { hostname, port } = new URL(url);
    const line = new Line(hostname, Number(port));
    await new Promise((done) => line.server.listen(0, '127.0.0.1', done));
    line.url = `http://127.0.0.1:${line.server.address().port}/`;
    return line;
  }

  url = '';
  isCut = false;
  /** Whether requests get through and answers do not. */
  losesAnswers = false;
  #sockets = new Set();

  constructor(host, port) {
    this.server = createServer((near) => {
      if (this.isCut) {
        near.destroy();
        return;
      }
      const far = connect(port, host);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.on('data', (data) => far.write(data));
      far.on('data', (data) => {
        if (this.losesAnswers) near.destroy();
        else near.write(data);
      });
    });
  }

  cut() {
    this.isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend() {
    this.isCut = false;
    this.losesAnswers = false;
  }

  close() {
    this.cut();
    this.server.close();
  }
}
