package io.hv.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Host;
import io.hv.Network;
import io.hv.NetworkSpec;
import io.hv.testkit.requires.RequiresKvm;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code hv net}, and the networks of {@code hv run}. */
@Timeout(120)
class NetCommandsTest {

    /** What a file of pcapng begins with, in either order of bytes. */
    private static final int SECTION_HEADER = 0x0a0d0d0a;

    @TempDir
    private Path folder;

    private static boolean isCapture(Path file) throws Exception {
        return ByteBuffer.wrap(Files.readAllBytes(file)).getInt() == SECTION_HEADER;
    }

    @Test
    void listsTheNetworksOfAHost() {
        String uri = "mem:///shell-net";
        try (Host host = Host.open(uri)) {
            assertEquals(
                    "NAME  STATE  UUID\n", Typed.hv("net", "list", "--uri", uri).out());
            String uuid =
                    host.define(NetworkSpec.isolated("lan").build()).uuid().toString();
            assertEquals(
                    new Typed(0, "NAME  STATE     UUID\nlan   inactive  " + uuid + "\n", ""),
                    Typed.hv("net", "list", "--uri", uri));
        }
    }

    /** On a host of this process it is made for the machine, and gone with it, also where there comes to be none. */
    @Test
    void aNetworkGoesWithAMachineThatCouldNotBe() {
        String uri = "mem:///shell-net-run";
        try (Host host = Host.open(uri)) {
            Typed typed = Typed.hv("run", "--uri", uri, "--guest", "echo", "--net", "lan");
            assertEquals(1, typed.status());
            assertTrue(typed.err().contains("it needs nics"), typed.err());
            assertTrue(host.networks().isEmpty());
        }
    }

    @Test
    @RequiresKvm
    void oneThatIsThereStays() throws Exception {
        String uri = "kvm:///embed?root=" + folder.resolve("definitions");
        try (Host host = Host.open(uri)) {
            host.define(NetworkSpec.isolated("lan").build()).start();
            try (OtherTerminal other = OtherTerminal.run(
                    uri,
                    folder.resolve("hv"),
                    "run",
                    "--uri",
                    uri,
                    "--name",
                    "web",
                    "--guest",
                    "echo",
                    "--memory",
                    "16MiB",
                    "--net",
                    "lan",
                    "--net",
                    "new")) {
                assertEquals(2, host.networks().size());
                Typed which = Typed.hv("net", "faults", "web");
                assertEquals(2, which.status());
                assertTrue(which.err().contains("; say by --mac which"), which.err());
                assertEquals(1, other.ended().status());
            }
            assertEquals(
                    List.of("lan"), host.networks().stream().map(Network::name).toList());
            assertTrue(host.network("lan").isActive());
        }
    }

    @Test
    @RequiresKvm
    void theCableOfARunningMachineIsBrokenAndListenedTo() throws Exception {
        String uri = "kvm:///embed?root=" + folder.resolve("definitions");
        Path all = folder.resolve("all.pcapng");
        try (OtherTerminal other = OtherTerminal.run(
                uri,
                folder.resolve("hv"),
                "run",
                "--uri",
                uri,
                "--name",
                "web",
                "--guest",
                "echo",
                "--memory",
                "16MiB",
                "--console",
                "none",
                "--net",
                "lan,address=10.9.8.1/24",
                "--capture",
                all.toString(),
                "--faults",
                "loss=20%,delay=5ms,seed=1")) {
            String worse = "loss=20%,delay=5ms,seed=1";
            assertEquals(
                    new Typed(0, "sending    " + worse + "\nreceiving  " + worse + "\n", ""),
                    Typed.hv("net", "faults", "web"));
            assertEquals(new Typed(0, "", ""), Typed.hv("net", "faults", "web", "none", "--direction", "sending"));
            assertEquals(
                    "sending    none\nreceiving  " + worse + "\n",
                    Typed.hv("net", "faults", "web").out());

            String[] cards = Typed.hv("net", "list", "web").out().split("\n", -1);
            assertTrue(cards[0].startsWith("MAC "), cards[0]);
            assertTrue(cards[1].matches("[0-9a-f:]{17} +lan +up +- +[0-9]+ +[0-9]+ +[0-9]+"), cards[1]);

            String mac = cards[1].substring(0, 17);
            assertEquals(0, Typed.hv("net", "faults", "--mac", mac, "web").status());
            Typed wrong = Typed.hv("net", "faults", "--mac", "52:54:00:00:00:99", "web");
            assertEquals(2, wrong.status());
            assertTrue(wrong.err().startsWith("hv: 'web' has the cards " + mac + "; say by --mac which"), wrong.err());

            Typed capture = Typed.in(folder, "net", "capture", "--seconds", "1", "web", "one.pcapng");
            assertEquals(new Typed(0, "", "hv: what passes goes to " + folder.resolve("one.pcapng") + "\n"), capture);
            assertTrue(isCapture(folder.resolve("one.pcapng")));
            captureUntilNobodyWaits();
            assertEquals(1, other.ended().status());
        }
        assertTrue(isCapture(all));
    }

    /** As with Ctrl-C: the connection goes, and the process that has the machine closes the file. */
    private void captureUntilNobodyWaits() throws Exception {
        Path file = folder.resolve("two.pcapng");
        Thread asks = new Thread(() -> {
            Typed unused = Typed.in(folder, "net", "capture", "--all", "web", "two.pcapng");
        });
        asks.start();
        while (!Files.exists(file)) {
            Thread.onSpinWait();
        }
        asks.interrupt();
        asks.join();
        // What it begins with is written with what follows, or when it is closed.
        while (Files.size(file) == 0) {
            Thread.onSpinWait();
        }
        assertTrue(isCapture(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "net | Missing required subcommand",
                "net capture web | Missing required parameter",
                "net capture --seconds 0 web f | --seconds wants at least 1",
                "net faults web loss=2 | a chance is from 0 to 1",
                "net faults --direction up web | expected one of",
                "net faults --mac nobody web | nobody",
            })
    void wrongUseIsOneLine(String arguments, String message) {
        Typed.hv(arguments.split(" ", -1)).requireMisuse(message);
    }
}
