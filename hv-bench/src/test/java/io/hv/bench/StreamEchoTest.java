package io.hv.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamEchoTest {

    private static final byte[] GUEST = {0x52, 0x54, 0, 0, 0, 1};
    private static final byte[] PEER = {0x52, 0x54, 0, 0, 0, 2};

    @TempDir
    private Path folder;

    private static ByteBuffer frame(byte[] to, byte[] from, int number) {
        return ByteBuffer.allocate(Integer.BYTES + 60 + number)
                .putInt(60 + number)
                .put(to)
                .put(from)
                .putInt(number)
                .rewind();
    }

    private static byte[] read(SocketChannel cable, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        while (into.hasRemaining()) {
            assertEquals(true, cable.read(into) > 0, "it goes on until it has all");
        }
        return into.array();
    }

    private static void write(SocketChannel cable, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int unused = cable.write(bytes);
        }
    }

    @Test
    void framesComeBackHoweverTheyAreCut() throws IOException {
        Path socket = folder.resolve("cable");
        byte[] everybody = {-1, -1, -1, -1, -1, -1};
        try (StreamEcho unused = new StreamEcho(socket)) {
            // One guest after the other, as machines come and go.
            for (int guest = 0; guest < 2; guest++) {
                try (SocketChannel cable = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    boolean connected = cable.connect(UnixDomainSocketAddress.of(socket));
                    assertEquals(true, connected);
                    ByteBuffer first = frame(everybody, GUEST, 1);
                    ByteBuffer second = frame(PEER, GUEST, 2);
                    ByteBuffer both = ByteBuffer.allocate(first.capacity() + second.capacity())
                            .put(first)
                            .put(second)
                            .flip();
                    int end = both.limit();
                    write(cable, both.limit(first.capacity() + 3));
                    assertArrayEquals(frame(GUEST, PEER, 1).array(), read(cable, first.capacity()));
                    write(cable, both.limit(end));
                    assertArrayEquals(frame(GUEST, PEER, 2).array(), read(cable, second.capacity()));
                }
            }
        }
    }
}
