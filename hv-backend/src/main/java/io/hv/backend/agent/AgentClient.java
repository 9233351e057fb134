package io.hv.backend.agent;

import io.hv.Agent;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.ExecResult;
import io.hv.ExecSpec;
import io.hv.GuestInterface;
import io.hv.GuestOs;
import io.hv.HypervisorException;
import io.hv.Job;
import io.hv.OperationTimeoutException;
import io.hv.backend.Work;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

/** An {@link Agent} that speaks QEMU's guest agent protocol. Immutable, and as safe for threads as its wire. */
public final class AgentClient implements Agent {

    private static final Duration USUAL = Duration.ofSeconds(10);
    /** How long is waited at most for an answer that may well not come. */
    private static final Duration BRIEF = Duration.ofSeconds(3);
    /** An answer that is on its way when a time is over is waited for that long. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private static final Duration ONE_PING = Duration.ofSeconds(5);

    private static final long SECOND = 1_000_000_000;

    private final String subject;
    private final AgentWire wire;
    private final Executor workers;
    private final Duration answer;

    /**
     * An agent at the end of a wire.
     *
     * @param subject whose it is, for messages, for example {@code the domain 'web'}
     * @param workers where transfers of files run, and the listeners of their jobs
     */
    public AgentClient(String subject, AgentWire wire, Executor workers) {
        this(subject, wire, workers, USUAL);
    }

    private AgentClient(String subject, AgentWire wire, Executor workers, Duration answer) {
        this.subject = subject;
        this.wire = wire;
        this.workers = workers;
        this.answer = answer;
    }

    @Override
    public Agent within(Duration newAnswer) {
        if (newAnswer.isNegative() || newAnswer.isZero()) {
            throw new IllegalArgumentException("an answer needs some time, not " + newAnswer);
        }
        return new AgentClient(subject, wire, workers, newAnswer);
    }

    AgentValue ask(AgentCommand command) {
        return ask(command, answer);
    }

    private AgentValue ask(AgentCommand command, Duration timeout) {
        return new Question(subject, command.name()).answered(wire.ask(command.json(), timeout));
    }

    /** What is asked of an agent that is perhaps silent, by one who has no time. */
    AgentValue askBriefly(AgentCommand command) {
        return ask(command, briefly());
    }

    private Duration briefly() {
        return answer.compareTo(BRIEF) < 0 ? answer : BRIEF;
    }

    /** What is asked while a time runs down. */
    AgentValue ask(AgentCommand command, Deadline deadline) {
        return ask(command, deadline.left(ON_ITS_WAY, answer));
    }

    String subject() {
        return subject;
    }

    @Override
    public void ping(Duration timeout) {
        AgentValue unused = ask(AgentCommand.of("guest-ping"), timeout);
    }

    @Override
    public void awaitReady(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        Pauses pauses = new Pauses(deadline, "waiting for the agent of " + subject);
        while (true) {
            HypervisorException notYet;
            try {
                ping(deadline.left(ON_ITS_WAY, ONE_PING));
                return;
            } catch (AgentUnavailableException | OperationTimeoutException e) {
                notYet = e;
            }
            if (deadline.isOver()) {
                throw new OperationTimeoutException(
                        "waited " + timeout + " for the agent of " + subject,
                        "see that the guest has the package qemu-guest-agent and starts it, or wait longer",
                        String.valueOf(notYet.getMessage()));
            }
            pauses.pause();
        }
    }

    @Override
    public ExecResult exec(ExecSpec spec) {
        return new GuestExec(this, spec).run();
    }

    @Override
    public GuestOs osInfo() {
        return GuestFacts.os(ask(AgentCommand.of("guest-get-osinfo")));
    }

    @Override
    public List<GuestInterface> interfaces() {
        return GuestFacts.interfaces(ask(AgentCommand.of("guest-network-get-interfaces")));
    }

    @Override
    public Instant time() {
        long nanos = ask(AgentCommand.of("guest-get-time")).number();
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    @Override
    public void setTime(Instant time) {
        AgentValue unused = ask(AgentCommand.of("guest-set-time").with("time", nanos(time)));
    }

    private static long nanos(Instant time) {
        try {
            long nanos = Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), (long) time.getNano());
            if (nanos >= 0) {
                return nanos;
            }
        } catch (ArithmeticException tooFar) {
            throw new IllegalArgumentException("no agent's clock can be set to " + time, tooFar);
        }
        throw new IllegalArgumentException("no agent's clock can be set to " + time);
    }

    @Override
    public int freeze() {
        return ask(AgentCommand.of("guest-fsfreeze-freeze")).count(Integer.MAX_VALUE);
    }

    @Override
    public int thaw() {
        return ask(AgentCommand.of("guest-fsfreeze-thaw")).count(Integer.MAX_VALUE);
    }

    @Override
    public boolean isFrozen() {
        AgentValue status = ask(AgentCommand.of("guest-fsfreeze-status"));
        return switch (status.text()) {
            case "frozen" -> true;
            case "thawed" -> false;
            default -> throw status.garbled("is neither frozen nor thawed");
        };
    }

    @Override
    public byte[] read(String guestPath) {
        return new GuestFiles(this).read(guestPath);
    }

    @Override
    public void write(String guestPath, byte[] content) {
        ByteSize unused = write(guestPath, new ByteArrayInputStream(content));
    }

    @Override
    public ByteSize write(String guestPath, InputStream content) {
        return ByteSize.bytes(new GuestFiles(this).write(guestPath, content, done -> {}));
    }

    @Override
    public Job<ByteSize> download(String guestPath, Path local) {
        GuestFiles.checked(guestPath);
        return Work.start(
                "download of '" + guestPath + "' of " + subject,
                workers,
                progress -> ByteSize.bytes(new LocalFile(local).receive(new GuestFiles(this), guestPath, progress)));
    }

    @Override
    public Job<ByteSize> upload(Path local, String guestPath) {
        GuestFiles.checked(guestPath);
        return Work.start(
                "upload of '" + guestPath + "' of " + subject,
                workers,
                progress -> ByteSize.bytes(new LocalFile(local).send(new GuestFiles(this), guestPath, progress)));
    }

    @Override
    public void shutdown(ShutdownMode mode) {
        String word = mode == ShutdownMode.POWER_OFF ? "powerdown" : mode.name().toLowerCase(Locale.ROOT);
        // One that is not there gives no answer either.
        ping(answer);
        AgentCommand command = AgentCommand.of("guest-shutdown").with("mode", word);
        wire.tell(command.json(), briefly()).ifPresent(new Question(subject, command.name())::answered);
    }

    @Override
    public String toString() {
        return "the agent of " + subject;
    }
}
