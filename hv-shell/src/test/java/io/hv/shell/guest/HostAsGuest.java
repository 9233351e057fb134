package io.hv.shell.guest;

import io.hv.Agent;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An agent whose guest is a folder of this machine, and whose programs are run here. It notes what it is asked for. */
public final class HostAsGuest {

    private final Path root;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Agent agent;
    private volatile boolean connected = true;
    private volatile Runnable atShutdown = () -> {
        throw new UnsupportedOperationException("shutdown");
    };

    /** Whose files are in that folder. */
    public HostAsGuest(Path root) {
        this.root = root;
        Agent nobody = (Agent) Proxy.newProxyInstance(
                Agent.class.getClassLoader(), new Class<?>[] {Agent.class}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
        this.agent = Overlay.over(nobody, Agent.class, this);
    }

    /** The agent. */
    public Agent agent() {
        return agent;
    }

    /** What it was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** No agent is there any more. */
    public void disconnect() {
        connected = false;
    }

    /** What becomes of the machine when its guest shuts itself down. */
    public void onShutdown(Runnable end) {
        atShutdown = end;
    }

    /** Ends the machine, if the test has said how. */
    public void shutdown(Agent.ShutdownMode mode) {
        requireConnected();
        asked.add("shutdown");
        atShutdown.run();
    }

    private Path in(String guestPath) {
        return root.resolve(guestPath.substring(1));
    }

    /** This one. */
    public Agent within(Duration answer) {
        return agent;
    }

    /** Is ready, or never will be. */
    public void awaitReady(Duration timeout) {
        requireConnected();
        asked.add("ready");
    }

    private void requireConnected() {
        if (!connected) {
            throw new AgentUnavailableException("nobody answers", null);
        }
    }

    /** Runs it here, in the guest's folder. */
    public ExecResult exec(ExecSpec spec) {
        requireConnected();
        asked.add(String.join(" ", spec.command()));
        try {
            ProcessBuilder builder = new ProcessBuilder(spec.command()).directory(root.toFile());
            Path input = Files.write(root.resolve("stdin"), spec.input());
            builder.redirectInput(input.toFile());
            builder.environment().putAll(spec.environment());
            Process process = builder.start();
            byte[] output = process.getInputStream().readAllBytes();
            byte[] errors = process.getErrorStream().readAllBytes();
            int code = process.waitFor();
            ExecResult result = code > 128 ? ExecResult.killed(code - 128) : ExecResult.exited(code);
            return result.output(output, false).errors(errors, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Copies within this machine. */
    public Job<ByteSize> upload(Path local, String guestPath) {
        asked.add("upload " + guestPath);
        return copy(local, in(guestPath));
    }

    /** The same. */
    public Job<ByteSize> download(String guestPath, Path local) {
        asked.add("download " + guestPath);
        return copy(in(guestPath), local);
    }

    @SuppressWarnings("unchecked") // a proxy's type is known at run time only
    private static Job<ByteSize> copy(Path from, Path to) {
        try {
            Path unused = Files.copy(from, to);
            ByteSize size = ByteSize.bytes(Files.size(to));
            return (Job<ByteSize>) Proxy.newProxyInstance(
                    Job.class.getClassLoader(), new Class<?>[] {Job.class}, (proxy, method, arguments) -> size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
