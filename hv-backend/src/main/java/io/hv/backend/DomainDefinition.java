package io.hv.backend;

import io.hv.Definition;
import io.hv.DomainSpec;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.InvalidSpecException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.Origin;
import io.hv.SpecFault;
import io.hv.StateReason;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a domain is defined as, and what it comes from. Read by any thread at any time. It changes in a transition, and of one whose
 * file others have changed, under the lock of the world's domains: not while it is claimed.
 */
final class DomainDefinition {

    private final World world;
    private final Transitions transitions;
    private final boolean persistent;
    private volatile Defined defined;
    /** Given before the first run of a clone. */
    private volatile List<Origin> lineage;
    /** Held while the domain is active, where others could run it too. Written in a transition. */
    private volatile @Nullable LockFile claim;

    /**
     * As it begins.
     *
     * @param persistent whether the domain stays when its machine has ended
     */
    DomainDefinition(World world, Transitions transitions, Defined defined, boolean persistent, List<Origin> lineage) {
        this.world = world;
        this.transitions = transitions;
        this.defined = defined;
        this.persistent = persistent;
        this.lineage = List.copyOf(lineage);
    }

    /** The status of a domain that is defined like this and has not run. */
    static DomainStatus status(Defined defined) {
        return DomainStatus.of(
                DomainState.SHUTOFF, defined.isReadable() ? StateReason.DEFINED : StateReason.UNREADABLE);
    }

    /** Of which domain. */
    DomainIdentity identity() {
        return transitions.identity();
    }

    /** Refuses what wants a domain that its host knows. */
    void requireKnown() {
        transitions.requireKnown();
    }

    boolean isPersistent() {
        return persistent;
    }

    /** Refuses what wants a definition that stays. */
    void requirePersistent() {
        if (!persistent) {
            throw transientOne("define it, to have one");
        }
    }

    private InvalidStateException transientOne(String remedy) {
        return new InvalidStateException(transitions.subject() + " is transient: it has no definition", remedy);
    }

    /** What it is defined as; throws {@link InvalidStateException} where that cannot be read. */
    DomainSpec spec() {
        return defined.spec(transitions.subject());
    }

    /** What it is defined by. */
    Definition document() {
        Defined now = defined;
        if (!now.isReadable()) {
            throw now.unreadable(transitions.subject(), "definition");
        }
        return now.document().orElseThrow(() -> transientOne("define it, to have one"));
    }

    /** The machines that it comes from, the nearest last. */
    List<Origin> lineage() {
        return lineage;
    }

    /** Says what it is, and a clone of what, before it is made. */
    void descendsFrom(List<Origin> origins, DomainSpec spec) {
        lineage = List.copyOf(origins);
        defined = Defined.as(spec);
    }

    // ---- changes

    /** It is defined as something else now; by others' doing, only while it is not claimed here. */
    void redefine(Defined fresh) {
        boolean was = defined.isReadable();
        defined = fresh;
        if (was != fresh.isReadable()) {
            transitions.board().post(status(fresh), this::tellDefined);
        } else {
            tellDefined();
        }
    }

    void tellDefined() {
        transitions.publish(LifecycleEvent.Type.DEFINED);
    }

    void tellUndefined() {
        transitions.publish(LifecycleEvent.Type.UNDEFINED);
    }

    /** Refuses at once what {@link #edit} would refuse a little later. */
    void requireEditable() {
        transitions.run("edit", () -> {
            transitions.require("edit", DomainState.SHUTOFF, DomainState.CRASHED);
            requirePersistent();
        });
    }

    /**
     * Changes what it is defined as, if it still is what it was. A transition.
     *
     * @return false where it is not
     */
    boolean edit(DomainSpec before, DomainSpec after) {
        transitions.enter("edit", DomainState.SHUTOFF, DomainState.CRASHED);
        try {
            requirePersistent();
            Definitions kept = world.definitions();
            if (kept != null) {
                return kept.edit(this, before, after);
            }
            if (!spec().equals(before)) {
                return false;
            }
            redefine(Defined.as(after));
            return true;
        } finally {
            transitions.unlock();
        }
    }

    /**
     * Changes what it is defined as while it is active. In its transition.
     *
     * @param change of what it is defined as by then
     */
    void redefineActive(UnaryOperator<DomainSpec> change) {
        requirePersistent();
        Definitions kept = world.definitions();
        if (kept == null) {
            redefine(Defined.as(change.apply(spec())));
        } else {
            kept.editActive(this, change);
        }
    }

    /** Deletes its file, where it has one. In its transition. */
    void undefine() {
        if (!persistent) {
            throw transientOne("destroy it, or close its handle");
        }
        Definitions kept = world.definitions();
        if (kept != null) {
            kept.undefine(this);
        }
    }

    // ---- who runs it

    /** Whether this process holds it for a run. */
    boolean isClaimed() {
        return claim != null;
    }

    /** Others can run it too, where its definition is in a file: keeps them from it. In its transition. */
    void claim() {
        Definitions kept = persistent ? world.definitions() : null;
        if (kept == null) {
            return;
        }
        claim = kept.claim(this);
        List<SpecFault> faults = world.check(spec());
        if (!faults.isEmpty()) {
            // The file may have been written by another version, or on another machine.
            unclaim();
            throw new InvalidSpecException("domain '" + transitions.name() + "' on " + world.uri(), faults);
        }
    }

    /** Lets others run it. In its transition; does nothing where it is not claimed. */
    void unclaim() {
        LockFile held = claim;
        claim = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw DefinitionStore.failure("the lock of " + transitions.subject() + " cannot be given back", e);
            }
        }
    }
}
