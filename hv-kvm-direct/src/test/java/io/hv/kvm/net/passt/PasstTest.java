package io.hv.kvm.net.passt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.net.ether.EthernetSwitch;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.net.ether.QueuedStation;
import io.hv.kvm.net.ether.SwitchPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real passt at a switch: it answers for the world, and is gone afterwards. */
@Tag("root")
class PasstTest {

    private static final byte[] MAC = {0x52, 0x54, 0, 0, 0, 7};
    private static final int TYPE = 12;
    private static final int OPERATION = 20;
    private static final int LONG = 30;

    @TempDir
    private Path folder;

    /** Asks who has an address that is nobody's here (RFC 826): passt answers for all that is outside. */
    private static byte[] question() {
        byte[] frame = new byte[60];
        for (int i = 0; i < MAC.length; i++) {
            frame[i] = (byte) 0xff;
            frame[6 + i] = MAC[i];
            frame[22 + i] = MAC[i];
        }
        byte[] head = {8, 6, 0, 1, 8, 0, 6, 4, 0, 1};
        System.arraycopy(head, 0, frame, TYPE, head.length);
        byte[] asked = {(byte) 198, 51, 100, 1};
        System.arraycopy(asked, 0, frame, 38, asked.length);
        return frame;
    }

    @Test
    void answersAndEnds() throws Exception {
        Optional<Path> program = Passt.find();
        assumeTrue(program.isPresent(), "passt is not on the PATH; install passt");
        assumeTrue(hasRoute(), "this machine has no default route, and passt wants one");
        BlockingQueue<byte[]> came = new LinkedBlockingQueue<>();
        long before = running();
        try (EthernetSwitch fabric = new EthernetSwitch("t");
                QueuedStation station = new QueuedStation("hv/net/t/probe", 1 << 16, came::add, () -> {});
                Passt passt = Passt.start(program.get(), "t", fabric, 1500, List.of())) {
            assertNotNull(passt);
            assertEquals(before + 1, running());
            SwitchPort port = fabric.connect("probe", station);
            port.send(Frame.of(question()));
            byte[] answer = came.poll(LONG, TimeUnit.SECONDS);
            while (answer != null && (answer[TYPE] != 8 || answer[TYPE + 1] != 6)) {
                // It advertises routes by itself.
                answer = came.poll(LONG, TimeUnit.SECONDS);
            }
            assertNotNull(answer, "nobody has answered");
            assertEquals(2, answer[OPERATION + 1], "a reply");
        }
        assertEquals(before, running());
    }

    private static boolean hasRoute() throws IOException {
        try (Stream<String> routes = Files.lines(Path.of("/proc/net/route"))) {
            return routes.anyMatch(line -> line.split("\t", -1)[1].equals("00000000"));
        }
    }

    /** How many children of this process are passts. */
    private static long running() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("passt"))
                .count();
    }

    @Test
    void whatCannotBeginSaysWhy() throws IOException {
        Path program = Files.writeString(folder.resolve("passt"), "#!/bin/sh\necho no such luck >&2\nexit 1\n");
        assertTrue(program.toFile().setExecutable(true));
        assertEquals(Optional.of(program), Passt.find("/nonexistent:" + folder));
        try (EthernetSwitch fabric = new EthernetSwitch("t")) {
            IOException failure = assertThrows(
                    IOException.class,
                    () -> Passt.start(program, "t", fabric, 1500, List.of()).close());
            assertTrue(String.valueOf(failure.getMessage()).contains("no such luck"), failure::toString);
            assertEquals(0, fabric.ports().size());
        }
        assertFalse(Passt.find("/nonexistent").isPresent());
    }
}
