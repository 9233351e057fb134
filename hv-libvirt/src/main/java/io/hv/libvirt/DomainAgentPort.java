package io.hv.libvirt;

import io.hv.HypervisorException;
import io.hv.InterruptedOperationException;
import io.hv.NotFoundException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/**
 * The agent of a domain's guest. libvirt cannot be interrupted: a thread of the library's asks, and the caller's waits, until
 * its host is closed at the longest. Safe for any thread.
 */
final class DomainAgentPort implements AgentPort {

    /** What libvirt is asked by. */
    static final String FUNCTION = "virDomainQemuAgentCommand";

    private static final String WHAT = "agent";
    /** So much longer than the caller waits libvirt does, so that it is the caller who says that it was too long. */
    private static final int MORE_SECONDS = 2;

    private final DomainHandle domain;

    DomainAgentPort(DomainHandle domain) {
        this.domain = domain;
    }

    /** What libvirt said: an answer, or why there is none. */
    private record Said(@Nullable String answer, @Nullable LibvirtFailure failure) {}

    @Override
    public String send(String command, long nanos) throws LibvirtFailure, TimeoutException {
        int seconds = Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(nanos)) + MORE_SECONDS;
        CompletableFuture<String> answer = new CompletableFuture<>();
        Waits waits = domain.host().waits();
        Object key = waits.add(answer);
        try {
            // A host that was closed before the wait was added is seen here, one that is later ends it.
            domain.host().shared().work(() -> ask(command, seconds, answer));
            return answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedOperationException("waiting for the agent of " + domain);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LibvirtFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new IllegalStateException("a question to the agent of " + domain + " failed", e.getCause());
        } finally {
            waits.remove(key);
        }
    }

    private void ask(String command, int seconds, CompletableFuture<String> answer) {
        try {
            Said said = domain.lookup().ask(WHAT, ref -> said(ref, command, seconds));
            String words = said.answer();
            if (words == null) {
                answer.completeExceptionally(Objects.requireNonNull(said.failure()));
            } else {
                answer.complete(words);
            }
        } catch (RuntimeException | Error e) {
            // Whatever it is, somebody waits for it.
            answer.completeExceptionally(e);
        }
    }

    private static Said said(DomainRef ref, String command, int seconds) {
        ref.mayOutlast();
        @Nullable CString answer = QemuCalls.get().virDomainQemuAgentCommand(ref.pointer(), command, seconds, 0);
        return answer == null
                ? new Said(null, LibvirtFailure.last(ref.calls(), FUNCTION))
                : new Said(answer.toString(), null);
    }

    @Override
    public boolean isClosed() {
        try {
            return domain.lookup()
                    .ask(
                            WHAT,
                            ref -> !ref.status().state().isActive()
                                    || AgentXml.isDisconnected(HardenedXml.parse(ref.xml(0))));
        } catch (NotFoundException gone) {
            return true;
        }
    }
}
