package io.hv.shell.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.Host;
import io.hv.TransientDomain;
import io.hv.mem.MemGuest;
import io.hv.shell.demo.Stage.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageTest {

    /** Wants the guest to print "good". */
    private record Good(MemGuest guest, int vcpus) implements Show {

        @Override
        public String title() {
            return "good";
        }

        @Override
        public DomainSpec spec() {
            return DomainSpec.named("good").vcpus(vcpus).with(guest).build();
        }

        @Override
        public Sight watch(TransientDomain domain) {
            domain.awaitEnd(Duration.ofSeconds(30));
            try (ConsoleSession console = domain.console().open(From.START)) {
                String printed = console.readAvailable();
                if (!printed.equals("good")) {
                    throw new Disappointment("it printed: " + printed);
                }
                return new Sight(printed, domain.crash());
            }
        }
    }

    private final StringWriter out = new StringWriter();

    private Stage play(String uri, MemGuest guest, int vcpus) {
        try (Host host = Host.open(uri)) {
            Stage stage = new Stage(host, new PrintWriter(out));
            stage.play(new Good(guest, vcpus));
            assertTrue(host.domains().isEmpty(), "a show leaves nothing");
            return stage;
        }
    }

    @Test
    void aShowThatGoesWell() {
        Stage stage = play("mem:///stage", MemGuest.quiet().prints("good").shutsDown(), 1);
        assertEquals(1, stage.count(Result.OK));
        assertTrue(out.toString().lines().anyMatch(line -> line.matches("good +good +\\d+ ms +ok")), out.toString());
    }

    @Test
    void aCrashThatBelongsToTheShowIsPrinted() {
        Stage stage = play("mem:///stage", MemGuest.quiet().prints("good").crashes(MemGuest.panic("coffee")), 1);
        assertEquals(1, stage.count(Result.OK));
        assertTrue(out.toString().contains("    PANIC: coffee"), out.toString());
    }

    @Test
    void aGuestThatDoesSomethingElse() {
        Stage stage = play("mem:///stage", MemGuest.quiet().prints("evil").shutsDown(), 1);
        assertEquals(1, stage.count(Result.FAILED));
        assertTrue(out.toString().contains("it printed: evil"), out.toString());
    }

    /** Needs what no host of mem: has. */
    private record Demanding() implements Show {

        @Override
        public String title() {
            return "demanding";
        }

        @Override
        public DomainSpec spec() {
            return DomainSpec.named("demanding").build();
        }

        @Override
        public Set<Feature> needs() {
            return Set.of(Feature.STOCK_GUESTS);
        }

        @Override
        public Sight watch(TransientDomain domain) {
            throw new Disappointment("it was started all the same");
        }
    }

    @Test
    void aShowThatNeedsWhatThisHostLacks() {
        try (Host host = Host.open("mem:///stage")) {
            Stage stage = new Stage(host, new PrintWriter(out));
            stage.play(new Demanding());
            assertEquals(1, stage.count(Result.NOT_HERE));
            assertEquals(List.of("demanding"), stage.notHere());
        }
        String reason = "    it needs stock-guests: it only plays the life cycle of guests\n    use kvm:///";
        assertTrue(out.toString().replace(System.lineSeparator(), "\n").contains(reason), out.toString());
    }

    @Test
    void aMachineThatThisHostCannotRun() {
        Stage stage = play("mem:///stage?without=smp", MemGuest.quiet(), 2);
        assertEquals(1, stage.count(Result.NOT_HERE));
        assertTrue(out.toString().contains("not here"), out.toString());
    }
}
