package io.hv.kvm.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The real gdb, one command after the other. */
final class Gdb {

    private Gdb() {}

    /** The program in one of the usual folders. */
    static boolean has(String program) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What gdb prints when it is connected there and is given these commands. */
    static String debug(SocketAddress address, String... commands) throws IOException, InterruptedException {
        return run(List.of(), remote(address, commands));
    }

    private static List<String> remote(SocketAddress address, String... commands) {
        List<String> all = new ArrayList<>(List.of(
                "set confirm off",
                "set tcp connect-timeout 60",
                "set remotetimeout 60",
                "target remote 127.0.0.1:" + ((InetSocketAddress) address).getPort()));
        all.addAll(Arrays.asList(commands));
        return all;
    }

    /** What gdb prints about a core. */
    static String core(Path core, String... commands) throws IOException, InterruptedException {
        return run(List.of("-c", core.toString()), Arrays.asList(commands));
    }

    /** gdb on its way, that is to be pressed Ctrl-C at. */
    static Process start(SocketAddress address, String... commands) throws IOException {
        return start(List.of(), remote(address, commands));
    }

    /** Presses Ctrl-C. */
    static void pressCtrlC(Process gdb) throws IOException, InterruptedException {
        int status = new ProcessBuilder("sh", "-c", "kill -INT " + gdb.pid())
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status);
    }

    /** What it has printed, when it has ended. */
    static String said(Process gdb) throws IOException, InterruptedException {
        String said = new String(gdb.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int unused = gdb.waitFor();
        return said;
    }

    private static String run(List<String> arguments, List<String> commands) throws IOException, InterruptedException {
        return said(start(arguments, commands));
    }

    private static Process start(List<String> arguments, List<String> commands) throws IOException {
        assumeTrue(has("gdb"), "gdb is not installed (Debian's package gdb, or gdb-minimal)");
        List<String> line = new ArrayList<>(List.of("gdb", "-batch", "-nx"));
        line.addAll(arguments);
        commands.forEach(each -> line.addAll(List.of("-ex", each)));
        Process gdb = new ProcessBuilder(line).redirectErrorStream(true).start();
        gdb.getOutputStream().close();
        return gdb;
    }
}
