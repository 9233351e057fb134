package io.hv;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * A disk that a machine is to have: a virtio block device that may be read and written, where nothing else is said.
 * Immutable; each method that sets something returns a new value, and {@link DomainSpec.Builder#build()} checks it.
 */
public final class DiskSpec {

    private final DiskSource source;
    private final Optional<String> target;
    private final DiskBus bus;
    private final boolean readOnly;
    private final Optional<String> serial;
    private final Discard discard;
    private final DiskLimits limits;
    private final OptionalInt queues;
    private final boolean throwaway;

    private DiskSpec(Draft draft) {
        this.source = draft.source;
        this.target = draft.target;
        this.bus = draft.bus;
        this.readOnly = draft.readOnly;
        this.serial = draft.serial;
        this.discard = draft.discard;
        this.limits = draft.limits;
        this.queues = draft.queues;
        this.throwaway = draft.throwaway;
    }

    /** A disk with this content. */
    public static DiskSpec of(DiskSource source) {
        return new DiskSpec(new Draft(source));
    }

    /** The first {@code vd} name that is not among these: what a disk without a name gets. */
    public static String freeTarget(Collection<String> taken) {
        return DiskCheck.freeTarget(taken);
    }

    /** Under this name, see {@link #target()}. */
    public DiskSpec target(String name) {
        return with(draft -> draft.target = Optional.of(name));
    }

    /** On this bus. */
    public DiskSpec bus(DiskBus newBus) {
        return with(draft -> draft.bus = newBus);
    }

    /** The guest may not write, and is told so. */
    public DiskSpec readOnly() {
        return with(draft -> draft.readOnly = true);
    }

    /** With this serial number, see {@link #serial()}. */
    public DiskSpec serial(String number) {
        return with(draft -> draft.serial = Optional.of(number));
    }

    /** With this answer to the guest's discards. */
    public DiskSpec discard(Discard newDiscard) {
        return with(draft -> draft.discard = newDiscard);
    }

    /** With these limits. */
    public DiskSpec limits(DiskLimits newLimits) {
        return with(draft -> draft.limits = newLimits);
    }

    /** With this number of queues, 1 to 1,024; more than one let several vCPUs send requests at once. */
    public DiskSpec queues(int count) {
        return with(draft -> draft.queues = OptionalInt.of(count));
    }

    /** The guest may write, and its source never changes: what the guest writes is gone when its machine is. */
    public DiskSpec throwaway() {
        return with(draft -> draft.throwaway = true);
    }

    /** Where the content is kept. */
    public DiskSource source() {
        return source;
    }

    /**
     * What the domain calls it: {@code vda}, {@code vdb}, ..., unique in the domain; the guest may call it otherwise. It is
     * {@code vd}, {@code sd}, {@code hd}, {@code fd} or {@code xvd}, and then one to four letters. Where it is not given, {@link DomainSpec.Builder#build()} gives the first {@code vd} name that is free; so it is
     * there in every {@link DomainSpec#disks()}.
     */
    public Optional<String> target() {
        return target;
    }

    /** How it is attached. */
    public DiskBus bus() {
        return bus;
    }

    /** Whether the guest may only read. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /**
     * The serial number that the guest sees, 1 to 20 printable bytes of ASCII, neither beginning nor ending with a space
     * (virtio 1.2, 5.2.6: the answer to {@code VIRTIO_BLK_T_GET_ID} has 20 bytes).
     */
    public Optional<String> serial() {
        return serial;
    }

    /** What becomes of the guest's discards. */
    public Discard discard() {
        return discard;
    }

    /** How much it may do in a second. */
    public DiskLimits limits() {
        return limits;
    }

    /** The number of its queues; where nothing is said, the host chooses. */
    public OptionalInt queues() {
        return queues;
    }

    /** Whether what the guest writes is gone when its machine is. */
    public boolean isThrowaway() {
        return throwaway;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskSpec that
                && source.equals(that.source)
                && target.equals(that.target)
                && bus.equals(that.bus)
                && readOnly == that.readOnly
                && serial.equals(that.serial)
                && discard == that.discard
                && limits.equals(that.limits)
                && queues.equals(that.queues)
                && throwaway == that.throwaway;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, target, bus, readOnly, serial, discard, limits, queues, throwaway);
    }

    @Override
    public String toString() {
        return target.map(name -> name + " = ").orElse("")
                + source
                + (bus.equals(DiskBus.VIRTIO) ? "" : " on " + bus)
                + (readOnly ? ", read-only" : "")
                + (throwaway ? ", throwaway" : "")
                + serial.map(number -> ", serial '" + number + "'").orElse("")
                + (discard == Discard.UNMAP ? ", discards" : "")
                + (limits.isNone() ? "" : ", at most " + limits)
                + (queues.isPresent() ? ", " + queues.getAsInt() + " queues" : "");
    }

    private DiskSpec with(Consumer<Draft> change) {
        Draft draft = new Draft(source);
        draft.target = target;
        draft.bus = bus;
        draft.readOnly = readOnly;
        draft.serial = serial;
        draft.discard = discard;
        draft.limits = limits;
        draft.queues = queues;
        draft.throwaway = throwaway;
        change.accept(draft);
        return new DiskSpec(draft);
    }

    /** What becomes of the guest's requests to discard blocks, in libvirt's words. */
    public enum Discard {
        /** Blocks that the guest discards are given back to the host's file system. */
        UNMAP,
        /** The guest's discards change nothing, or it is not offered any. */
        IGNORE
    }

    /** The values of a disk that is being made. */
    private static final class Draft {

        private final DiskSource source;
        private Optional<String> target = Optional.empty();
        private DiskBus bus = DiskBus.VIRTIO;
        private boolean readOnly;
        private Optional<String> serial = Optional.empty();
        private Discard discard = Discard.IGNORE;
        private DiskLimits limits = DiskLimits.none();
        private OptionalInt queues = OptionalInt.empty();
        private boolean throwaway;

        private Draft(DiskSource source) {
            this.source = source;
        }
    }
}
