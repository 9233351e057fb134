package io.hv.kvm.net.services;

import io.hv.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks as the JVM does: the host's files and the servers that it is set up for, with the JVM's cache. A few daemon threads,
 * which are there while there are questions; more questions than wait already fail. Safe for any thread.
 */
public final class JvmResolver implements UpstreamResolver, AutoCloseable {

    private static final int THREADS = 4;
    private static final int WAITING = 64;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor threads;

    /** Begins no thread yet. */
    public JvmResolver() {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> {
                    Thread thread = new Thread(work, "hv/names-" + count.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public CompletionStage<List<IpAddress>> addresses(String name) {
        return later(() -> lookUp(name));
    }

    @Override
    public CompletionStage<Optional<String>> name(IpAddress address) {
        return later(() -> lookUp(address));
    }

    private <T> CompletionStage<T> later(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static List<IpAddress> lookUp(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name))
                    .map(address -> Addresses.of(address.getAddress()))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static Optional<String> lookUp(IpAddress address) {
        try {
            InetAddress asked = InetAddress.getByAddress(address.bytes());
            String name = asked.getCanonicalHostName();
            // Without a name the JDK gives the address as text.
            return Optional.of(name).filter(found -> !found.equals(asked.getHostAddress()));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Ends its threads; questions that are open fail or are not answered. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
