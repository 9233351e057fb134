package io.hv;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The agent in a domain's guest, a program that speaks QEMU's guest agent protocol (qemu-ga): a handle with nothing to close,
 * which asks anew at each call. Safe for any thread; commands of several threads are sent one after the other. What an agent
 * answers is the guest's word, and not to be trusted more than the guest is.
 *
 * <p>Every method that asks the agent throws
 *
 * <ul>
 *   <li>{@link AgentUnavailableException} if none is connected, as before the guest has started it;
 *   <li>{@link InvalidStateException} if the domain is not {@link DomainState#RUNNING}, or has no agent's channel
 *       ({@link DomainSpec.Builder#agent()});
 *   <li>{@link OperationTimeoutException} if an answer does not come in time; the guest may do it all the same;
 *   <li>{@link AgentException} if the agent refuses it, does not know the command, or answers what is no answer;
 *   <li>{@link InterruptedOperationException} if this thread is interrupted; the guest may do it all the same;
 *   <li>{@link InvalidSpecException} if a command, with the arguments, variables, input and paths in it, is longer than what
 *       the host carries, on libvirt 200,000 bytes as JSON; it is not sent;
 *   <li>{@link NotFoundException} once the domain is gone, and {@link ClosedException} once the host is closed, also while
 *       the call waits; the guest may do it all the same.
 * </ul>
 *
 * After any of them the agent can be asked again. A program that the agent runs in the guest is none of the guest's users'
 * but the agent's own, mostly the superuser's.
 */
public interface Agent {

    /**
     * The same agent, whose calls wait that long for each answer; 10 s where nothing is said. A call that needs several
     * answers, such as a file's transfer, may take longer.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    Agent within(Duration answer);

    /** Asks for a sign of life, and waits for it that long. */
    void ping(Duration timeout);

    /**
     * Waits until it answers.
     *
     * @throws OperationTimeoutException if it does not in time; the evidence is what kept it from it last
     * @throws InvalidStateException at once if the domain is not running, or has no agent's channel
     */
    void awaitReady(Duration timeout);

    /**
     * Runs a program in the guest and waits for its end, or does not wait for longer than the spec says.
     *
     * @throws OperationTimeoutException if it does not end in time: it goes on in the guest, and the evidence is its number
     * @throws AgentException if there is no such program
     */
    ExecResult exec(ExecSpec spec);

    /** The same with the defaults of {@link ExecSpec#of}: the program's path or name, then its arguments. */
    default ExecResult exec(String... command) {
        return exec(ExecSpec.of(command));
    }

    /** What operating system the guest has. */
    GuestOs osInfo();

    /** The guest's network interfaces, in its order. */
    List<GuestInterface> interfaces();

    /** The guest's wall clock. */
    Instant time();

    /**
     * Sets the guest's wall clock, and its hardware's by it.
     *
     * @throws IllegalArgumentException if it is before 1970 or after the year 2262
     */
    void setTime(Instant time);

    /**
     * Has the guest write out what its file systems hold back, and keep programs from writing to them until {@link #thaw()}.
     * Meanwhile an agent refuses nearly everything else, and a program that writes waits.
     *
     * @return how many file systems are frozen
     */
    int freeze();

    /**
     * Ends {@link #freeze()}.
     *
     * @return how many file systems were thawed
     */
    int thaw();

    /** Whether file systems are frozen, by {@link #freeze()}. */
    boolean isFrozen();

    /**
     * The content of a file of the guest's, of at most 16 MiB.
     *
     * @param guestPath as the guest writes it, absolute
     * @throws InvalidStateException if the file is larger; {@link #download} takes any
     */
    byte[] read(String guestPath);

    /**
     * Writes a file of the guest's, in place of what it held.
     *
     * @param guestPath as the guest writes it, absolute; its folder is there already
     */
    void write(String guestPath, byte[] content);

    /**
     * The same, in pieces, to the end of the stream, which stays open.
     *
     * @return how many bytes it was
     * @throws HostFailureException if the stream cannot be read; the guest has what came before
     */
    ByteSize write(String guestPath, InputStream content);

    /**
     * Copies a file of the guest's into a new one here, in pieces. A cancel has an effect between two pieces.
     *
     * @param local a path of the machine of this process, at which there is nothing yet; where it fails or is cancelled there is
     *     nothing again
     * @return a job that ends with how many bytes it was; it fails as the calls of this type do
     * @throws AlreadyExistsException if there is something at that path; by the job
     * @throws HostFailureException if the file here cannot be written; by the job
     */
    Job<ByteSize> download(String guestPath, Path local);

    /**
     * Copies a file of this machine's into the guest, in place of what is there, in pieces. One that fails or is cancelled
     * leaves it half written; a cancel has an effect between two pieces.
     *
     * @return a job that ends with how many bytes it was; it fails as the calls of this type do
     * @throws HostFailureException if the file here cannot be read; by the job
     */
    Job<ByteSize> upload(Path local, String guestPath);

    /**
     * Has the guest shut itself down, and does not wait for that: {@link Domain#awaitEnd} does. An agent that obeys gives no
     * answer; this returns when none has come for a while, or the agent has gone with the command.
     *
     * @throws AgentUnavailableException if the agent went before it had the command
     */
    void shutdown(ShutdownMode mode);

    /** What becomes of the machine. */
    enum ShutdownMode {
        /** It is switched off. */
        POWER_OFF,
        /** It starts anew. */
        REBOOT,
        /** It stands still, and is switched on. */
        HALT
    }
}
