package io.hv.kvm.virtio.vsock;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.VsockConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Much goes through, in both directions at once, and nothing is lost, doubled or mixed. */
@Timeout(300)
class EchoTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] readAll(VsockConnection from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(30_000);
        while (from.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return all.toByteArray();
    }

    private static FutureTask<byte[]> through(VsockRig rig, byte[] bytes) {
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try (VsockConnection connection = rig.host.connect(7, PATIENCE)) {
                FutureTask<Void> writer = new FutureTask<>(() -> {
                    assertEquals(bytes.length, connection.write(ByteBuffer.wrap(bytes)));
                    connection.shutdownOutput();
                    return null;
                });
                new Thread(writer, "writer").start();
                byte[] back = readAll(connection);
                writer.get();
                return back;
            }
        });
        new Thread(task, "reader").start();
        return task;
    }

    @Test
    void tenMegabytesComeBack() throws Exception {
        VsockRig rig = new VsockRig().started();
        byte[] bytes = random(10 << 20, 1);
        try (EchoGuest unused = new EchoGuest(rig)) {
            assertArrayEquals(bytes, through(rig, bytes).get());
        }
        assertEquals(new SocketState(VsockRig.CID, false, List.of()), rig.device.save(), "something is left");
    }

    @Test
    void manyAtOnceAreApart() throws Exception {
        VsockRig rig = new VsockRig().started();
        List<byte[]> sent = new ArrayList<>();
        List<FutureTask<byte[]>> back = new ArrayList<>();
        try (EchoGuest unused = new EchoGuest(rig)) {
            for (int i = 0; i < 20; i++) {
                sent.add(random(200_000 + i, i));
                back.add(through(rig, sent.get(i)));
            }
            for (int i = 0; i < 20; i++) {
                assertArrayEquals(sent.get(i), back.get(i).get());
            }
        }
        assertTrue(rig.device.save().refusals().isEmpty());
    }
}
