package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.nativeaccess.Errno;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.NativeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** Keeps something of the host from this process for a while (setrlimit(2)). */
public final class HostLimit implements AutoCloseable {

    private static final int MANY = 2048;
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private final Deque<Fd> taken = new ArrayDeque<>();
    private final String resource;
    private final String before;

    private HostLimit(String resource, long limit) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PRLIMIT), "no " + PRLIMIT + ", which util-linux has");
        this.resource = resource;
        this.before = run("--output", "SOFT", "--noheadings", "--raw", "--" + resource)
                .strip();
        String unused = run("--" + resource + "=" + limit + ":");
    }

    /** No descriptor is to be had. Nor can a class be loaded then: a test has done before what it is going to do. */
    public static HostLimit noDescriptor() throws IOException, InterruptedException {
        HostLimit limit = new HostLimit("nofile", MANY);
        try {
            limit.takeAll();
            return limit;
        } catch (RuntimeException | Error e) {
            limit.close();
            throw e;
        }
    }

    private void takeAll() {
        // The classes of a failure.
        NativeException unused = assertThrows(NativeException.class, () -> Fd.openReadOnly(Path.of("/nowhere")));
        try {
            while (true) {
                taken.push(Fd.openReadOnly(Path.of("/dev/null")));
            }
        } catch (NativeException e) {
            if (e.errno() != Errno.EMFILE) {
                throw e;
            }
        }
    }

    /** No file, in memory or not, can be longer. */
    public static HostLimit fileSize(long bytes) throws IOException, InterruptedException {
        return new HostLimit("fsize", bytes);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 3];
        command[0] = PRLIMIT.toString();
        command[1] = "--pid";
        command[2] = Long.toString(ProcessHandle.current().pid());
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("prlimit: " + output);
        }
        return output;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        taken.forEach(Fd::close);
        String unused = run("--" + resource + "=" + before + ":");
    }
}
