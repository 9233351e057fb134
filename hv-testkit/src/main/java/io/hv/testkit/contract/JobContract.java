package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainState;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.Job;
import io.hv.OperationCancelledException;
import io.hv.Subscription;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@link Job}, by the one that most backends have: a save. */
@Contract
public class JobContract {

    /** More steps than any save here tells of. */
    private static final int MOST_STEPS = 12;

    /** For JUnit, which creates it. */
    public JobContract() {}

    private static Job<HostPath> save(Bench bench, Domain domain) {
        return domain.save(bench.path());
    }

    /** Whoever awaits it gets the same. */
    @Test
    public void awaitedByTwo(Bench bench) throws Exception {
        bench.needs(Feature.SAVE);
        Job<HostPath> job = save(bench, bench.running());
        Call<HostPath> first = bench.async(job::await);
        Call<HostPath> second = bench.async(() -> job.await(bench.patience()));
        HostPath file = first.get(bench.patience(), "the first");
        assertSame(file, second.get(bench.patience(), "the second"));
        assertTrue(job.isDone());
        assertFalse(job.cancel(), "it has ended");
        assertSame(file, job.await(), "and stays so");
    }

    /** Progress is told up to the end, also to who comes late. */
    @Test
    public void toldToTheEnd(Bench bench) throws InterruptedException {
        bench.needs(Feature.SAVE);
        Job<HostPath> job = save(bench, bench.running());
        BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
        try (Subscription unused = job.onProgress(seen -> {
            if (seen.isDone()) {
                ends.add(true);
            }
        })) {
            HostPath unusedFile = job.await(bench.patience());
            boolean unusedEnd = Waits.take(ends, bench.patience(), () -> "the end of " + job);
        }
        ends.clear();
        double progress = job.progress().orElse(1);
        assertTrue(progress >= 0 && progress <= 1, job::toString);
        assertFalse(job.stage().isBlank());
        try (Subscription unused = job.onProgress(seen -> ends.add(seen.isDone()))) {
            assertTrue(Waits.take(ends, bench.patience(), () -> "the end, to who comes late"));
        }
    }

    /** A listener that throws is the program's mistake, and nobody else's. */
    @Test
    public void throwingListener(Bench bench) {
        bench.needs(Feature.SAVE);
        Job<HostPath> job = save(bench, bench.running());
        try (Subscription unused = job.onProgress(seen -> {
            throw new IllegalStateException("a listener fails, as this contract wants");
        })) {
            HostPath unusedFile = job.await(bench.patience());
        }
    }

    /** Cancelled at each of its steps it ends well, or as if it had not been begun; and then it can be done. */
    @Test
    public void cancelledAtEveryStep(Bench bench) throws InterruptedException {
        bench.needs(Feature.SAVE);
        Domain domain = bench.running();
        for (int step = 1; step <= MOST_STEPS; step++) {
            if (!isCancelledAt(bench, domain, step)) {
                return;
            }
            assertEquals(DomainState.RUNNING, domain.state());
        }
    }

    /** Whether there was such a step, at which it was still under way. The domain runs afterwards. */
    private static boolean isCancelledAt(Bench bench, Domain domain, int step) throws InterruptedException {
        List<Domain> before = bench.host().domains();
        Job<HostPath> job = save(bench, domain);
        AtomicInteger told = new AtomicInteger();
        CountDownLatch over = new CountDownLatch(1);
        boolean isCancelled;
        try (Subscription unused = job.onProgress(seen -> {
            if (told.incrementAndGet() == step && !seen.isDone()) {
                boolean unusedToo = seen.cancel();
            }
            if (seen.isDone()) {
                over.countDown();
            }
        })) {
            Waits.down(over, bench.patience(), "the end of " + job);
        }
        try {
            HostPath file = job.await(bench.patience());
            assertEquals(DomainState.SHUTOFF, domain.state());
            Domain again = bench.host().restore(file).await(bench.patience());
            assertEquals(domain, again);
            isCancelled = false;
        } catch (OperationCancelledException e) {
            isCancelled = true;
        }
        assertEquals(before, bench.host().domains());
        return isCancelled || told.get() > step;
    }
}
