package io.hv.kvm.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The other side of gdb's protocol, as little of it as tests need: without acknowledgements, escapes or runs. */
final class RspClient implements AutoCloseable {

    private final Socket socket = new Socket();
    private final InputStream in;
    private final OutputStream out;

    RspClient(SocketAddress address, Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        socket.connect((InetSocketAddress) address);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    void send(String payload) throws IOException {
        int sum = payload.chars().sum() & 0xff;
        out.write(String.format("$%s#%02x", payload, sum).getBytes(StandardCharsets.ISO_8859_1));
    }

    void interrupt() throws IOException {
        out.write(3);
    }

    /** Whether the other side hangs up before it says anything more. */
    boolean isOver() throws IOException {
        return start() < 0;
    }

    private int start() throws IOException {
        int next = in.read();
        while (next == '+') {
            next = in.read();
        }
        return next;
    }

    /** The next packet. */
    String receive() throws IOException {
        int next = start();
        if (next != '$') {
            throw new IOException("the other side has hung up, or says " + next);
        }
        StringBuilder payload = new StringBuilder();
        for (next = in.read(); next != '#'; next = in.read()) {
            if (next < 0) {
                throw new IOException("cut off after " + payload);
            }
            payload.append((char) next);
        }
        in.read();
        in.read();
        out.write('+');
        return payload.toString();
    }

    String ask(String payload) throws IOException {
        send(payload);
        return receive();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
