package io.hv.kvm.virtio;

import io.hv.kvm.device.Request;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.device.VirtioQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers every request with its own bytes, each with {@link #KEY} in it, as far as there is room. */
final class EchoDevice implements VirtioDevice {

    static final int KEY = 0x5a;

    /** When requests are completed. */
    enum Order {
        /** Each before the next is taken. */
        AT_ONCE,
        /** All that there are, then in any order. */
        SHUFFLED,
        /** When the test says so. */
        HELD,
        /** By other threads. */
        ELSEWHERE
    }

    private final String name;
    private final List<Integer> sizes;
    private final Order order;
    private final Random random = new Random(42);
    private final byte[] config = {1, 2, 3, 4, 5, 6, 7, 8};

    /** Requests that wait for the test, with {@link Order#HELD}. */
    final List<Request> held = new ArrayList<>();

    int threads = 1;
    /** At most this much of each request is echoed. */
    long limit = Long.MAX_VALUE;
    /** It takes nothing, as a disk does that has used up what it may do for now. */
    volatile boolean waits;
    /** Between any two things that the device does. */
    Runnable between = () -> {};
    /** Who completes, with {@link Order#ELSEWHERE}. */
    Executor elsewhere = Runnable::run;
    /** What it does with a request before it answers. */
    Consumer<Request> first = request -> {};
    /** Thrown by whatever is called next. */
    @Nullable
    RuntimeException failure;

    @Nullable
    Driver driver;

    EchoDevice(String name, Order order, Integer... sizes) {
        this.name = name;
        this.order = order;
        this.sizes = List.of(sizes);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int deviceId() {
        return 42;
    }

    @Override
    public List<Integer> queueSizes() {
        return sizes;
    }

    @Override
    public int threads(int queue) {
        return threads;
    }

    @Override
    public int configSize() {
        return config.length;
    }

    @Override
    public int readConfig(int offset) {
        fail();
        return config[offset];
    }

    @Override
    public void writeConfig(int offset, int value) {
        fail();
        config[offset] = (byte) value;
    }

    @Override
    public void start(Driver newDriver) {
        driver = newDriver;
        fail();
    }

    @Override
    public void reset() {
        driver = null;
        held.clear();
        fail();
    }

    private void fail() {
        RuntimeException now = failure;
        failure = null;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public void available(VirtioQueue queue) {
        if (waits) {
            return;
        }
        List<Request> taken = new ArrayList<>();
        between.run();
        for (Request request = queue.take(); request != null; request = queue.take()) {
            between.run();
            Request now = request;
            switch (order) {
                case AT_ONCE -> finish(now);
                case SHUFFLED -> taken.add(now);
                case HELD -> held.add(now);
                case ELSEWHERE -> elsewhere.execute(() -> finish(now));
            }
            fail();
            between.run();
        }
        while (!taken.isEmpty()) {
            finish(taken.remove(random.nextInt(taken.size())));
            between.run();
        }
        between.run();
    }

    /** Answers, and completes. */
    void finish(Request request) {
        first.accept(request);
        byte[] buffer = new byte[64];
        long left = Math.min(
                limit, Math.min(request.reader().remaining(), request.writer().remaining()));
        while (left > 0) {
            int step = (int) Math.min(left, buffer.length);
            request.reader().read(buffer, 0, step);
            for (int i = 0; i < step; i++) {
                buffer[i] ^= KEY;
            }
            request.writer().write(buffer, 0, step);
            left -= step;
        }
        request.complete();
    }
}
