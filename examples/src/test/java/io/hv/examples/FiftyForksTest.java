package io.hv.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.examples.GuestShell.Result;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import io.hv.testkit.junit.Fresh;
import io.hv.testkit.junit.Golden;
import io.hv.testkit.junit.GoldenMachine;
import io.hv.testkit.junit.HvTest;
import io.hv.testkit.junit.Readiness;
import io.hv.testkit.requires.RequiresKvm;
import io.hv.testkit.requires.RequiresStockLinux;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * What a suite gains: 50 tests, each with a stock Linux of its own, and beside them what five boots of that Linux take.
 * {@code ./check full suite} compares the times in JUnit's report. No other process is to have the machine that they are forks
 * of, so it stands still in this one, and nobody writes it to a file.
 */
@Tag("bench")
@RequiresKvm
@RequiresStockLinux
@HvTest(uri = "kvm:///", shared = false)
@Timeout(600)
class FiftyForksTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PROMPT = "# ";

    @Golden
    static GoldenMachine linux() {
        return GoldenMachine.of(DomainSpec.named("linux")
                        .memory(ByteSize.mib(256))
                        .boot(GuestImages.fromProperties()
                                .orElseThrow()
                                .boot(GuestTask.SHELL, "quiet", "mitigations=off"))
                        .build())
                .needs(Feature.STOCK_GUESTS)
                .ready(Readiness.console(PROMPT), PATIENCE);
    }

    /** It changes what is one for the whole machine, and finds it as nobody has changed it. */
    @RepeatedTest(50)
    void test(RepetitionInfo repetition, @Fresh Domain linux) {
        String name = "test-" + repetition.getCurrentRepetition();
        try (GuestShell shell = GuestShell.at(linux)) {
            String both = "hostname; hostname " + name + "; rm /bin/vi && hostname";
            assertEquals(new Result(0, "(none)\n" + name), shell.run(both, PATIENCE));
        }
    }

    /** As far as the machine that tests are forks of. */
    @RepeatedTest(5)
    void boot() {
        try (Host host = Host.open("kvm:///");
                TransientDomain domain = host.create(linux().spec());
                ConsoleSession console = domain.console().open(From.START)) {
            assertTrue(console.expect(PROMPT, PATIENCE).endsWith(PROMPT));
        }
    }
}
