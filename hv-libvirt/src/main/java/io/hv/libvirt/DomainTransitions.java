package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Feature;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.LifecycleEvent;
import io.hv.backend.DefaultJob;
import io.hv.libvirt.DomainLookup.Change;
import io.hv.libvirt.DomainLookup.Question;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ways of a domain from one state to another, through one handle of its host. Each is looked at and done under a lock,
 * so that one of several threads is too late, whatever libvirt makes of a second request. Safe for any thread.
 */
final class DomainTransitions {

    private static final Set<DomainState> OFF = EnumSet.of(DomainState.SHUTOFF, DomainState.CRASHED);
    private static final Set<DomainState> ACTIVE = EnumSet.complementOf(EnumSet.copyOf(OFF));
    private static final Set<DomainState> RUNNING = EnumSet.of(DomainState.RUNNING);
    private static final Set<DomainState> PAUSED = EnumSet.of(DomainState.PAUSED);
    private static final Set<DomainState> MOVABLE = EnumSet.of(DomainState.RUNNING, DomainState.PAUSED);

    private final DomainLookup domain;

    DomainTransitions(DomainLookup domain) {
        this.domain = domain;
    }

    // ---- the lock

    /**
     * One of them.
     *
     * @param told of by which event of libvirt's, which is waited for; null for none
     */
    private void change(
            SharedConnection shared,
            String verb,
            Set<Feature> needs,
            Set<DomainState> legal,
            LifecycleEvent.@Nullable Type told,
            Change change) {
        changeLocked(shared.domain(domain.uuid(), domain.words(verb)), shared, verb, needs, legal, told, change);
    }

    private void changeLocked(
            ReentrantLock lock,
            SharedConnection shared,
            String verb,
            Set<Feature> needs,
            Set<DomainState> legal,
            LifecycleEvent.@Nullable Type told,
            Change change) {
        try (DomainRef ref = domain.find(shared);
                Echo echo = told == null ? Echo.none() : shared.echo(domain.uuid(), told)) {
            needs.forEach(feature -> shared.driver().features().require(domain.subject(), feature));
            require(shared, ref, verb, legal);
            try {
                change.of(ref);
                echo.await();
            } catch (LibvirtFailure e) {
                // Another client may have been faster: then the state is the reason.
                require(shared, ref, verb, legal);
                throw e;
            }
        } catch (LibvirtFailure e) {
            throw e.translated(domain.words(verb));
        } finally {
            lock.unlock();
            shared.settle();
        }
    }

    // ---- what is legal

    private void require(SharedConnection shared, DomainRef ref, String verb, Set<DomainState> legal)
            throws LibvirtFailure {
        DomainStatus status = now(shared, ref);
        if (!legal.contains(status.state())) {
            throw new InvalidStateException(
                    verb + " is not possible: " + domain.subject() + " is " + status,
                    "it is possible when the domain is "
                            + legal.stream().map(DomainState::name).collect(Collectors.joining(" or ")));
        }
    }

    private DomainStatus now(SharedConnection shared, DomainRef ref) throws LibvirtFailure {
        return shared.starts().seen(domain.uuid(), ref.status());
    }

    /** Its status at this moment. */
    DomainStatus now() {
        return domain.askKnown("status", ref -> now(domain.shared(), ref));
    }

    /** Throws where it is active. */
    void requireOff(String verb) {
        change(domain.shared(), verb, Set.of(), OFF, null, ref -> {});
    }

    /** Throws where it is not active. */
    void requireActive(String verb) {
        change(domain.shared(), verb, Set.of(), ACTIVE, null, ref -> {});
    }

    /** Throws where its machine cannot be taken elsewhere: it is off, or on its way from one state to another. */
    void requireMovable(String verb) {
        change(domain.shared(), verb, Set.of(), MOVABLE, null, ref -> {});
    }

    // ---- what changes no state

    /** What is only possible while it is off. */
    <T> T whileOff(String verb, Question<T> question) {
        return during(verb, Set.of(), OFF, question);
    }

    /** What is only possible while it is active. */
    <T> T whileActive(String verb, Feature needs, Question<T> question) {
        return during(verb, Set.of(needs), ACTIVE, question);
    }

    private <T> T during(String verb, Set<Feature> needs, Set<DomainState> legal, Question<T> question) {
        List<T> answer = new ArrayList<>(1);
        change(domain.shared(), verb, needs, legal, null, ref -> answer.add(question.of(ref)));
        return answer.get(0);
    }

    /** What is only possible while it is active, and may take its time: without the lock, others can change its state. */
    <T> T askActive(String verb, Question<T> question) {
        return domain.ask(verb, ref -> {
            require(domain.shared(), ref, verb, ACTIVE);
            try {
                return question.of(ref);
            } catch (LibvirtFailure e) {
                require(domain.shared(), ref, verb, ACTIVE);
                throw e;
            }
        });
    }

    // ---- begin

    void start(boolean paused) {
        SharedConnection shared = domain.shared();
        change(
                shared,
                "start",
                paused ? Set.of(Feature.START_PAUSED) : Set.of(),
                OFF,
                LifecycleEvent.Type.STARTED,
                ref -> shared.startup().start(ref, paused));
    }

    // ---- stand still, run on, run anew

    void suspend() {
        SharedConnection shared = domain.shared();
        change(shared, "suspend", Set.of(Feature.SUSPEND), RUNNING, LifecycleEvent.Type.SUSPENDED, ref -> {
            shared.starts().pausing(domain.uuid());
            try {
                ref.suspend();
            } catch (LibvirtFailure e) {
                shared.starts().notPaused(domain.uuid());
                throw e;
            }
            // Its event says so as well, but perhaps only when the next question has been answered.
            shared.starts().changed(domain.uuid());
        });
    }

    void resume() {
        SharedConnection shared = domain.shared();
        change(shared, "resume", Set.of(Feature.SUSPEND), PAUSED, LifecycleEvent.Type.RESUMED, ref -> {
            ref.resume();
            shared.starts().changed(domain.uuid());
        });
    }

    void reset() {
        change(domain.shared(), "reset", Set.of(Feature.RESET), RUNNING, null, DomainRef::reset);
    }

    // ---- end

    /** Presses the power button; the job ends when the machine has. */
    Job<DomainState> shutdown() {
        SharedConnection shared = domain.shared();
        Watch end = shared.feed()
                .watch(
                        domain.host(),
                        domain.uuid(),
                        event -> !event.status().state().isActive());
        DefaultJob<DomainState> job = new DefaultJob<>(domain.words("shutdown"), shared.workers(), cancelled -> {
            end.close();
            cancelled.cancelled();
        });
        job.stage("waiting for the guest");
        try {
            change(shared, "shutdown", Set.of(Feature.SHUTDOWN), RUNNING, null, DomainRef::shutdown);
        } catch (HypervisorException e) {
            end.close();
            throw e;
        }
        end.whenDone(event -> job.complete(event.status().state()), job::fail);
        return job;
    }

    void destroy() {
        change(domain.shared(), "destroy", Set.of(), ACTIVE, LifecycleEvent.Type.STOPPED, this::destroy);
    }

    /** Also while the host is being closed, and by a thread that was interrupted. */
    void destroyToClose() {
        SharedConnection shared = domain.host().sharedWhileClosing();
        changeLocked(
                shared.domainToClose(domain.uuid()),
                shared,
                "destroy",
                Set.of(),
                ACTIVE,
                LifecycleEvent.Type.STOPPED,
                this::destroy);
    }

    private void destroy(DomainRef ref) throws LibvirtFailure {
        domain.host().sharedWhileClosing().consoles().ending(domain.uuid());
        ref.destroy();
    }

    // ---- leave the host

    void undefine() {
        SharedConnection shared = domain.shared();
        change(shared, "undefine", Set.of(), OFF, LifecycleEvent.Type.UNDEFINED, ref -> {
            shared.consoles().detach(domain.uuid());
            ref.undefine();
        });
        shared.forget(domain.uuid());
    }
}
