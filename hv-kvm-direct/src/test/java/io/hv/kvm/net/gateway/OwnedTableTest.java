package io.hv.kvm.net.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.IpAddress;
import io.hv.MacAddress;
import io.hv.NetworkAddress;
import io.hv.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is made of what nft says; the real one is asked by RoutedNetworksTest. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "programs of this test are scripts of a shell")
class OwnedTableTest {

    private static final String LISTS = """
        read rules; read list; read end
        echo "$rules|$list|$HOME" > "$0.said"
        printf 'table inet t { # progname nft\\n\\tflags owner\\n\\n\\tchain c {\\n\\t}\\n}\\n'
        printf 'Error: syntax error\\n%s\\n^^^\\n' "$end"
        """;

    @TempDir
    private Path folder;

    private Path nft(String script) throws IOException {
        Path program =
                Files.writeString(folder.resolve("nft"), "#!/bin/sh\n[ \"$1\" = -i ] || exit 9\n" + script + "\n");
        assertTrue(program.toFile().setExecutable(true));
        return program;
    }

    private IOException refused(String script) throws IOException {
        Path nft = nft(script);
        return assertThrows(IOException.class, () -> OwnedTable.make(nft, "t", "table inet t {\n}\n", () -> {}));
    }

    @Test
    void itIsThereUntilItIsClosed() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        try (OwnedTable table =
                OwnedTable.make(nft(LISTS + "read more; echo ended > \"$0.end\""), "t", "a;\nb;\n", lost::countDown)) {
            assertEquals(
                    "a; b;|list table inet t|/nonexistent\n",
                    Files.readString(folder.resolve("nft.said")),
                    table::toString);
        }
        assertEquals("ended\n", Files.readString(folder.resolve("nft.end")), "by the end of its input, and waited for");
        assertEquals(1, lost.getCount(), "it was wanted");
    }

    @Test
    void whoLosesItIsTold() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        try (OwnedTable table = OwnedTable.make(nft(LISTS + "exit 3"), "t", "a;\n", lost::countDown)) {
            assertTrue(lost.await(60, TimeUnit.SECONDS), table::toString);
        }
    }

    /** Also until an interrupt has come to it. */
    private static void awaitWaiting(Thread thread) {
        while (thread.isAlive() && (thread.isInterrupted() || thread.getState() != Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anInterruptDoesNotCutTheEndShort() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        String slow = "read more; read word < '" + pipe + "'; echo \"$word\" > \"$0.end\"";
        OwnedTable table = OwnedTable.make(nft(LISTS + slow), "t", "a;\n", () -> {});
        AtomicBoolean kept = new AtomicBoolean();
        Thread closing = new Thread(() -> {
            table.close();
            kept.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        awaitWaiting(closing);
        closing.interrupt();
        awaitWaiting(closing);
        assertTrue(closing.isAlive(), "it waits for its end");
        Path unused = Files.writeString(pipe, "ended\n");
        closing.join();
        assertEquals("ended\n", Files.readString(folder.resolve("nft.end")), "it was not killed");
        assertTrue(kept.get(), "it was interrupted");
    }

    @Test
    void whatNftSaysIsSaid() throws IOException {
        IOException e = refused("""
            read rules; echo 'Error: Could not process rule: Operation not supported'; echo "$rules"; echo '^^^'
            read list; echo 'Error: No such file or directory'; echo "$list"; echo '^^^'
            read end; echo 'Error: syntax error'; echo "$end"; read more""");
        assertTrue(e.toString().contains("Operation not supported"), e::toString);
        assertFalse(e.toString().contains("syntax error"), e::toString);
        IOException silent = refused("echo no such luck; exit 1");
        assertTrue(silent.toString().contains("no such luck"), silent::toString);
    }

    /** One that stays when nft ends is none: nobody would take it away after this process was killed. */
    @Test
    void oneWithoutAnOwnerIsNone() throws IOException {
        IOException e = refused(
                "read rules; read list; read end; printf 'table inet t {\\n}\\nError\\n%s\\n' \"$end\"; read more");
        assertTrue(e.toString().contains("table inet t"), e::toString);
    }

    @Test
    void withoutNftItsPackageIsNamed() {
        NetworkSpec spec = NetworkSpec.nat("lan")
                .address(NetworkAddress.of(IpAddress.parse("192.0.2.1"), 24))
                .build();
        MacAddress mac = MacAddress.parse("52:54:00:00:00:01");
        GatewayException e =
                assertThrows(GatewayException.class, () -> Gateway.open(Optional.empty(), spec, mac, 1500));
        assertTrue(e.toString().contains("no nft") && e.remedy().contains("nftables"), e::toString);
    }
}
