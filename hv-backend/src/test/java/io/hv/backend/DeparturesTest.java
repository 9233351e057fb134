package io.hv.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.SpecFault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for a device to leave hears of it, and of what went wrong. */
@Timeout(60)
class DeparturesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private final HostFailureException lost = new HostFailureException("lost", "look", "pwritev", 5, null);

    private final DefaultJob<String> job = new DefaultJob<>("a job", Runnable::run, DefaultJob::cancelled);
    private final List<MachineListener> listeners = new ArrayList<>();
    private final Host host = new EmbeddedHosts("toy").open(URI.create("toy:///departures"), Factory::new);
    private final Domain domain = host.define(DomainSpec.named("web").build());

    /** Machines whose guests do not answer by themselves. */
    private final class Factory implements MachineFactory {

        @Override
        public FeatureTable features() {
            return FeatureTable.of("toy", Set.of(Feature.DEFINE));
        }

        @Override
        public List<SpecFault> check(DomainSpec spec) {
            return List.of();
        }

        @Override
        public Machine create(DomainSpec spec, UUID uuid, ConsoleBuffer console, MachineListener listener) {
            listeners.add(listener);
            return new ToyMachines().create(spec, uuid, console, listener);
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void close() {
        host.close();
    }

    private Job<String> detach(String device, Runnable left) {
        LiveDomain live = ((EmbeddedDomain) domain).live();
        return live.detach(
                host,
                new Departures.Leaving<>(
                        "disk '" + device + "'", device, machine -> {}, device, spec -> true, Optional.of(left)));
    }

    private static HypervisorException failure(Job<String> job) {
        return assertThrows(HypervisorException.class, () -> job.await(PATIENCE));
    }

    @Test
    void allWhoWaitHear() {
        domain.start();
        Job<String> first = detach("vda", () -> {});
        Job<String> second = detach("vda", () -> {});
        Job<String> other = detach("vdb", () -> {});
        listeners.get(0).detached("vda", Optional.empty());
        assertEquals("vda", first.await(PATIENCE));
        assertEquals("vda", second.await(PATIENCE));
        assertFalse(other.isDone());
    }

    @Test
    void aFailureIsTheJobs() {
        domain.start();
        Job<String> job = detach("vda", () -> {});
        listeners.get(0).detached("vda", Optional.of(lost));
        assertSame(lost, failure(job));
    }

    /** Whatever else goes wrong with the definition is beneath it. */
    @Test
    void theDevicesFailureComesFirst() {
        domain.start();
        IllegalStateException odd = new IllegalStateException("odd");
        Job<String> job = detach("vda", () -> {
            throw odd;
        });
        listeners.get(0).detached("vda", Optional.of(lost));
        assertSame(lost, failure(job));
        assertEquals(List.of(odd), List.of(lost.getSuppressed()));
    }

    @Test
    void theJobEndsWhateverFollows() {
        domain.start();
        IllegalStateException odd = new IllegalStateException("odd");
        Job<String> strange = detach("vda", () -> {
            throw odd;
        });
        InvalidStateException gone = new InvalidStateException("gone", "define it");
        Job<String> known = detach("vda", () -> {
            throw gone;
        });
        listeners.get(0).detached("vda", Optional.empty());
        assertSame(odd, failure(strange).getCause());
        assertSame(gone, failure(known));
    }

    /** A file may not be to be written at one moment, and to be at the next. */
    @Test
    void whatFailedIsTriedAgain() {
        List<String> tried = new ArrayList<>();
        Departure<String> departure = departure(() -> {
            tried.add("try");
            if (tried.size() == 1) {
                throw new IllegalStateException("odd");
            }
        });
        departure.left();
        departure.left();
        departure.end(Optional.empty());
        assertEquals("vda", job.await(PATIENCE));
        assertEquals(2, tried.size());
    }

    /** It has left, whatever became of the definition. */
    @Test
    void whatFailedToTheEndIsTold() {
        IllegalStateException odd = new IllegalStateException("odd");
        Departure<String> departure = departure(() -> {
            throw odd;
        });
        departure.left();
        departure.ended("it");
        HypervisorException told = failure(job);
        assertSame(odd, told.getCause());
        assertTrue(String.valueOf(told.getMessage()).contains("had left failed"), told::toString);
    }

    private Departure<String> departure(Runnable left) {
        return new Departure<>(
                job,
                new Departures.Leaving<>("disk 'vda'", "vda", machine -> {}, "vda", spec -> false, Optional.of(left)));
    }

    /** The first machine's device is none of the second's. */
    @Test
    void aDeviceOfAnEarlierRunEndsNothing() {
        domain.start();
        Job<String> first = detach("vda", () -> {});
        domain.destroy();
        HypervisorException unused = failure(first);
        domain.start();
        Job<String> second = detach("vda", () -> {});
        listeners.get(0).detached("vda", Optional.of(lost));
        listeners.get(1).detached("vda", Optional.empty());
        assertEquals("vda", second.await(PATIENCE));
    }

    /** A job that has begun since then is for another device of the name. */
    @Test
    void whoeverComesLaterIsNotMeant() {
        domain.start();
        Job<String> first = detach("vda", () -> {});
        Job<String> later = ((EmbeddedDomain) domain).live().ask("a look", machine -> {
            listeners.get(0).detached("vda", Optional.empty());
            return detach("vda", () -> {});
        });
        assertEquals("vda", first.await(PATIENCE));
        assertFalse(later.isDone());
    }
}
