package io.hv.kvm.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A network namespace with an interface and a default route, for programs that a test starts in there. Gone at the end. */
public final class NetNamespace implements AutoCloseable {

    private static final String MAKE = """
        ip netns add NS
        ip -n NS link set lo up
        ip -n NS link add out0 type veth peer name out1
        ip -n NS addr add 192.0.2.10/24 dev out0
        ip -n NS link set out1 up
        ip -n NS link set out0 up
        ip -n NS route add default via 192.0.2.1 dev out0
        """;

    private final String name;

    private NetNamespace(String name) {
        this.name = name;
    }

    /**
     * Makes one. The test is skipped, with the reason, where this machine cannot.
     *
     * @param programs that there must be
     */
    public static NetNamespace make(String... programs) throws IOException, InterruptedException {
        for (String program :
                Stream.concat(Stream.of("ip"), Stream.of(programs)).toList()) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                    program + " is not installed");
        }
        assumeTrue(knowsNamespaces(), "this user, or this machine's ip, makes no network namespaces");
        NetNamespace made = new NetNamespace("hv" + ProcessHandle.current().pid());
        try {
            made.run("sh", "-ec", MAKE.replace("NS", made.name));
        } catch (IOException e) {
            if (made.exists()) {
                made.close();
            }
            throw e;
        }
        return made;
    }

    /** Busybox's ip does not, and another user than root may not. */
    private static boolean knowsNamespaces() throws IOException, InterruptedException {
        Process list = new ProcessBuilder("ip", "netns", "list")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return list.waitFor() == 0
                && Files.getOwner(Path.of("/proc/self")).getName().equals("root");
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + text);
        }
        return text;
    }

    /** What {@code ip} says of the namespace, or changes in it. */
    public String ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", name));
        command.addAll(List.of(arguments));
        return run(command.toArray(new String[0]));
    }

    /** Starts a program of the class path in there, by a Java of its own. What it says of its faults goes to a file. */
    public Process java(Path errors, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "ip",
                "netns",
                "exec",
                name,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(errors.toFile()).start();
    }

    /** The processes that are in there. */
    public List<Long> processes() throws IOException, InterruptedException {
        return run("ip", "netns", "pids", name).lines().map(Long::parseLong).toList();
    }

    /** Whether it is there. */
    public boolean exists() throws IOException, InterruptedException {
        return run("ip", "netns", "list").lines().anyMatch(line -> line.split(" ", 2)[0].equals(name));
    }

    /** Ends what is left in there, and it. */
    @Override
    public void close() throws IOException, InterruptedException {
        for (long pid : processes()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        String unused = run("ip", "netns", "delete", name);
    }
}
