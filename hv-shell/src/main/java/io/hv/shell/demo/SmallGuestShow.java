package io.hv.shell.demo;

import io.hv.ByteSize;
import io.hv.Console.From;
import io.hv.ConsoleSession;
import io.hv.CrashReport;
import io.hv.DomainSpec;
import io.hv.DomainStatus;
import io.hv.StateReason;
import io.hv.TransientDomain;
import io.hv.guests.SmallGuest;
import io.hv.kvm.KvmDomain;
import io.hv.shell.GuestBoot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A small guest that prints what its catalogue says, and ends as it says. */
final class SmallGuestShow implements Show {

    /** Guests need milliseconds on hardware; in emulation, on a busy machine, much longer. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ByteSize MEMORY = ByteSize.mib(64);

    /** The user's part of a conversation with a guest. */
    interface Talk {

        /** Says and awaits things; returns when the guest is about to end. */
        void with(TransientDomain domain, ConsoleSession console);
    }

    private final SmallGuest guest;
    private final int vcpus;
    private final Talk talk;

    private SmallGuestShow(SmallGuest guest, int vcpus, Talk talk) {
        this.guest = guest;
        this.vcpus = vcpus;
        this.talk = talk;
    }

    static SmallGuestShow of(SmallGuest guest) {
        return new SmallGuestShow(guest, 1, (domain, console) -> {});
    }

    SmallGuestShow vcpus(int count) {
        return new SmallGuestShow(guest, count, talk);
    }

    SmallGuestShow talk(Talk newTalk) {
        return new SmallGuestShow(guest, vcpus, newTalk);
    }

    static ByteSize memory() {
        return MEMORY;
    }

    @Override
    public String title() {
        return guest.name();
    }

    @Override
    public DomainSpec spec() {
        return DomainSpec.named("demo-" + guest.name())
                .memory(MEMORY)
                .vcpus(vcpus)
                .boot(GuestBoot.of(guest))
                .build();
    }

    @Override
    public Sight watch(TransientDomain domain) {
        try (ConsoleSession console = domain.console().open(From.START)) {
            talk.with(domain, console);
        }
        DomainStatus end = domain.awaitEnd(PATIENCE);
        String printed;
        try (ConsoleSession console = domain.console().open(From.START)) {
            printed = console.readToEnd(PATIENCE);
        }
        if (!guest.console().matcher(printed).matches()) {
            throw new Disappointment("it printed: " + printed.strip().replace("\n", " | "));
        }
        return switch (guest.ending()) {
            case DEBUG_EXIT, POWER_OFF -> shutDown(domain, end, printed);
            case TRIPLE_FAULT -> crashed(domain, end, CrashReport.Cause.TRIPLE_FAULT);
            case PANIC -> crashed(domain, end, CrashReport.Cause.PANIC);
        };
    }

    private Sight shutDown(TransientDomain domain, DomainStatus end, String printed) {
        if (end.reason() != StateReason.SHUT_DOWN) {
            throw new Disappointment("it ended as " + end);
        }
        OptionalInt wanted = guest.exitStatus();
        if (wanted.isPresent() && domain.host().backend().equals("kvm")) {
            OptionalInt status = domain.as(KvmDomain.class).debugExit();
            if (!status.equals(wanted)) {
                throw new Disappointment("its exit status was " + status + ", not " + wanted);
            }
        }
        List<String> lines = printed.strip().lines().toList();
        return Sight.of(lines.isEmpty() ? "ended in silence, as it should" : lines.get(lines.size() - 1));
    }

    private static Sight crashed(TransientDomain domain, DomainStatus end, CrashReport.Cause cause) {
        Optional<CrashReport> crash = domain.crash();
        if (crash.isEmpty() || crash.get().cause() != cause) {
            throw new Disappointment("it ended as " + end + ", crash: " + crash);
        }
        return new Sight("crashed, as it should; the report is below", crash);
    }
}
