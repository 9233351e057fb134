package io.hv.backend.agent;

import io.hv.AgentException;
import io.hv.AgentUnavailableException;
import io.hv.ByteSize;
import io.hv.OperationTimeoutException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with an agent over a channel of bytes. Before the first command, and whenever an answer did not come, not wholly,
 * or not as one, it gets in step with the agent again, by {@code guest-sync-delimited} with a number that nobody can guess:
 * what comes before the answer to that is thrown away. Safe for any thread.
 */
public final class ChannelWire implements AgentWire {

    /** Which the protocol takes for a reader's and a writer's reset: no JSON has it. */
    private static final int RESET = 0xff;

    private static final int LONGEST_SYNC = 256;

    private final String subject;
    private final ChannelBytes bytes;
    private final int most;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock(true);
    /** Under the lock: whether the next line is the answer to the next command. */
    private boolean isInStep;

    /**
     * A wire with answers of at most 8 MiB.
     *
     * @param subject whose agent it is, for messages, for example {@code the domain 'web'}
     */
    public ChannelWire(String subject, AgentChannel channel) {
        this(subject, channel, ByteSize.mib(8));
    }

    /** A wire with answers of at most that size, up to 1 GiB. */
    public ChannelWire(String subject, AgentChannel channel, ByteSize longestAnswer) {
        this.subject = subject;
        this.bytes = new ChannelBytes(subject, channel);
        this.most = (int) Math.min(longestAnswer.bytes(), 1 << 30);
    }

    @Override
    public String ask(String command, Duration timeout) {
        return locked(timeout, deadline -> {
            send(command, deadline);
            return answered(deadline);
        });
    }

    @Override
    public Optional<String> tell(String command, Duration timeout) {
        return locked(timeout, deadline -> {
            send(command, deadline);
            try {
                return Optional.of(answered(deadline));
            } catch (OperationTimeoutException | AgentUnavailableException obeyed) {
                // It has the command, and no answer is what it says of success.
                return Optional.empty();
            }
        });
    }

    private <T> T locked(Duration timeout, Function<Deadline, T> exchange) {
        Deadline deadline = Deadline.in(timeout);
        try {
            if (!lock.tryLock(deadline.nanos(), TimeUnit.NANOSECONDS)) {
                throw bytes.late("other commands were under way all the time");
            }
        } catch (InterruptedException e) {
            throw bytes.interrupted();
        }
        try {
            return exchange.apply(deadline);
        } finally {
            lock.unlock();
        }
    }

    private void send(String command, Deadline deadline) {
        boolean isReady = isInStep;
        isInStep = false;
        if (bytes.discard() || !isReady) {
            getInStep(deadline);
        }
        bytes.send((command + "\n").getBytes(StandardCharsets.UTF_8), deadline);
    }

    private String answered(Deadline deadline) {
        String answer = answer(deadline);
        requireWhole(answer);
        isInStep = true;
        return answer;
    }

    private String answer(Deadline deadline) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            while (true) {
                int next = bytes.next(deadline);
                if (next == RESET) {
                    throw noAnswer("the agent begins anew in the middle", null);
                }
                if (next == '\n' && line.size() > 0) {
                    return line.toString(StandardCharsets.UTF_8);
                }
                if (line.size() == most) {
                    throw noAnswer("it is longer than " + most + " bytes", null);
                }
                if (line.size() > 0 || !isBlank(next)) {
                    line.write(next);
                }
            }
        } catch (OperationTimeoutException e) {
            throw line.size() == 0 ? e : bytes.late(line.size() + " bytes of an answer came");
        }
    }

    private static boolean isBlank(int value) {
        return value == '\n' || value == '\r' || value == '\t' || value == ' ';
    }

    /** Half an answer with the beginning of another one behind it would let all that come be those to others. */
    private void requireWhole(String answer) {
        try {
            if (!(AgentJson.read(answer) instanceof Map)) {
                throw noAnswer("it is no object", null);
            }
        } catch (IOException e) {
            throw noAnswer("it is no JSON: " + e.getClass().getSimpleName(), e);
        }
    }

    private AgentException noAnswer(String why, @Nullable Throwable cause) {
        return new AgentException(
                "what the agent of " + subject + " answers is no answer: " + why,
                "ask again; an agent that does so again is broken, or none",
                "",
                "",
                cause);
    }

    private void getInStep(Deadline deadline) {
        long id = random.nextLong() >>> 1;
        byte[] command =
                AgentCommand.of("guest-sync-delimited").with("id", id).json().getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[command.length + 2];
        whole[0] = (byte) RESET;
        System.arraycopy(command, 0, whole, 1, command.length);
        whole[whole.length - 1] = '\n';
        bytes.send(whole, deadline);
        String answer = "";
        while (!isReturn(answer, id)) {
            answer = behindReset(deadline);
        }
    }

    /** The next line behind a reset, or nothing where it is too long for what is waited for. */
    private String behindReset(Deadline deadline) {
        int next = bytes.next(deadline);
        while (next != RESET) {
            next = bytes.next(deadline);
        }
        StringBuilder line = new StringBuilder();
        while (next != '\n' && line.length() < LONGEST_SYNC) {
            next = bytes.next(deadline);
            if (next == RESET) {
                line.setLength(0);
            } else {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static boolean isReturn(String answer, long id) {
        try {
            return AgentJson.read(answer) instanceof Map<?, ?> object
                    && object.get("return") instanceof Long number
                    && number == id;
        } catch (IOException e) {
            // An answer to something older, or none at all.
            return false;
        }
    }
}
