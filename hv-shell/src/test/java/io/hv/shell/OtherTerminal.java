package io.hv.shell;

import io.hv.Host;
import io.hv.LifecycleEvent;
import io.hv.Subscription;
import io.hv.shell.control.ControlFolder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** {@code hv run --name web} in another terminal, played by another thread; it ends when this is closed. */
final class OtherTerminal implements AutoCloseable {

    private final Host host;
    private final CompletableFuture<Typed> run;

    private OtherTerminal(Host host, CompletableFuture<Typed> run) {
        this.host = host;
        this.run = run;
    }

    /**
     * Begins it, and waits until the machine runs.
     *
     * @param world the host, for this process
     * @param folder for sockets, new
     * @param arguments of {@code hv run}, with the same host in words of its own
     */
    static OtherTerminal run(String world, Path folder, String... arguments) throws InterruptedException {
        System.setProperty(ControlFolder.PROPERTY, folder.toString());
        Host host = Host.open(world);
        CountDownLatch started = new CountDownLatch(1);
        try (Subscription unused = host.events().on(LifecycleEvent.class, event -> {
            if (event.type() == LifecycleEvent.Type.STARTED) {
                started.countDown();
            }
        })) {
            CompletableFuture<Typed> run = CompletableFuture.supplyAsync(() -> Typed.hv(arguments));
            CompletableFuture<Typed> unusedEnd = run.whenComplete((typed, failure) -> started.countDown());
            started.await();
            if (run.isDone()) {
                throw new AssertionError("it does not run: " + run.join());
            }
            return new OtherTerminal(host, run);
        }
    }

    /** What was typed there, and what came of it, when the machine has been destroyed. */
    Typed ended() {
        host.findDomain("web").ifPresent(domain -> domain.destroy());
        return run.join();
    }

    @Override
    public void close() {
        Typed unused = ended();
        host.close();
        System.clearProperty(ControlFolder.PROPERTY);
    }
}
