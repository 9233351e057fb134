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

    // A new one passes packets on where the machine does (net.core.devconf_inherit_init_net).
    private static final String MAKE = """
        ip netns add NS
        ip netns exec NS sh -c 'echo 0 >/proc/sys/net/ipv4/ip_forward'
        ip -n NS link set lo up
        ip -n NS link add out0 type veth peer name out1
        ip -n NS addr add 192.0.2.10/24 dev out0
        ip -n NS link set out1 up
        ip -n NS link set out0 up
        ip -n NS route add default via 192.0.2.1 dev out0
        """;

    private static final String BESIDE = """
        ip netns add NSb
        ip -n NSb link set lo up
        ip -n NS link add cable0 type veth peer name cable0 netns NSb
        ip -n NSb link set cable0 up
        ip -n NS link set cable0 up
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
        String name = "hv" + ProcessHandle.current().pid();
        return new NetNamespace(name).made(MAKE.replace("NS", name));
    }

    /** Another one, joined to this by a cable whose ends are called {@code cable0}; without addresses. It is ended first. */
    public NetNamespace beside() throws IOException, InterruptedException {
        return new NetNamespace(name + "b").made(BESIDE.replace("NS", name));
    }

    private NetNamespace made(String script) throws IOException, InterruptedException {
        try {
            String unused = run("sh", "-ec", script);
            return this;
        } catch (IOException e) {
            if (exists()) {
                close();
            }
            throw e;
        }
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

    /** What a program prints in there that ends well. */
    public String exec(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        return run(all.toArray(new String[0]));
    }

    /** Starts a program of the class path in there, by a Java of its own. What it says of its faults goes to a file. */
    public Process java(Path errors, Class<?> main, String... arguments) throws IOException {
        return java(errors, List.of(), main, arguments);
    }

    /** The same, by a program that starts it. */
    public Process java(Path errors, List<String> by, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
        command.addAll(by);
        command.addAll(List.of(
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
