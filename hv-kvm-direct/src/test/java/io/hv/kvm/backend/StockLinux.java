package io.hv.kvm.backend;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.Domain;
import io.hv.DomainSpec;
import io.hv.kvm.measure.EmulatedHost;
import io.hv.testkit.guest.GuestImages;
import io.hv.testkit.guest.GuestTask;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A distribution's kernel as a guest, and a way to talk with its shell. */
final class StockLinux {

    /** What boots take in the lab, and more. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ConsoleSession console;
    private int asked;

    private StockLinux(ConsoleSession console) {
        this.console = console;
    }

    static GuestImages images() {
        return GuestImages.fromProperties().orElseThrow();
    }

    static DomainSpec spec(GuestImages images, int vcpus, String... words) {
        return DomainSpec.named("linux")
                .memory(ByteSize.mib(256))
                .vcpus(vcpus)
                .boot(images.boot(
                        GuestTask.SHELL,
                        Stream.concat(Stream.of(EmulatedHost.WORDS), Stream.of(words))
                                .toArray(String[]::new)))
                .build();
    }

    /** The shell of a domain that has just been started, from its first output on. */
    static StockLinux of(Domain domain) {
        return new StockLinux(domain.console().open(From.START));
    }

    /** Waits for the kernel's first message. */
    StockLinux begins() {
        console.expect("Linux version", PATIENCE);
        return this;
    }

    /** Waits for user space. */
    StockLinux isUp() {
        console.expect(GuestImages.UP, PATIENCE);
        return this;
    }

    /** Waits for a text. */
    void says(String text) {
        console.expect(text, PATIENCE);
    }

    /** Types a command that is not expected to return. */
    void type(String command) {
        console.send(command + "\n");
    }

    /** What a command prints, in one line without blanks at its ends. */
    String ask(String command) {
        int number = asked++;
        // The echo of what is typed holds no number behind its mark.
        console.send("echo \"answer-$((" + number + "))-is:$(" + command + "):\"\n");
        return console.expect(Pattern.compile("answer-" + number + "-is:([^:]*):"), PATIENCE)
                .group(1)
                .strip();
    }
}
