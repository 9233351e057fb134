package io.hv.mem.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.mem.MemGuest;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two members that give the same golden machine, which each would wait for in its own way. */
class SharedGoldenTest {

    private static final Duration LESS = Duration.ofMinutes(1);
    private static final Duration MORE = Duration.ofMinutes(2);

    private static final Queue<Duration> WAITED = new ConcurrentLinkedQueue<>();
    private static final Map<String, Duration> BOOTED = new ConcurrentHashMap<>();

    @TempDir
    private Path templates;

    private static GoldenMachine machine(Duration patience) {
        return GoldenMachine.of(DomainSpec.named("same").with(MemGuest.quiet()).build())
                .ready(
                        Readiness.of("it", (domain, longest) -> {
                            WAITED.add(longest);
                            Duration unused = BOOTED.put(domain.name(), longest);
                        }),
                        patience);
    }

    @HvTest(uri = "mem:///junit-same?without=save,clone-live")
    static class Two {

        @Golden
        static final GoldenMachine QUICK = machine(LESS);

        @Golden
        static final GoldenMachine SLOW = machine(MORE);

        @Test
        void each(@Fresh("QUICK") Domain quick, @Fresh("SLOW") Domain slow) {
            assertEquals(LESS, BOOTED.get(quick.name()));
            assertEquals(MORE, BOOTED.get(slow.name()));
        }
    }

    @Test
    void itsOwnPatienceIsEachMembers() {
        WAITED.clear();
        Engine.run(templates, Two.class).assertStatistics(count -> count.succeeded(1));
        // The first was booted to see whether it can be cloned.
        assertEquals(Set.of(LESS, MORE), Set.copyOf(WAITED));
    }
}
