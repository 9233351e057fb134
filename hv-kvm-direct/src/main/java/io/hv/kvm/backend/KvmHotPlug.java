package io.hv.kvm.backend;

import io.hv.DiskLimits;
import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.MacAddress;
import io.hv.NicSpec;
import io.hv.NotFoundException;
import io.hv.Support;
import io.hv.UnsupportedFeatureException;
import io.hv.backend.MachineListener;
import io.hv.backend.Release;
import io.hv.kvm.KvmOptions;
import io.hv.kvm.bus.StillBusyException;
import io.hv.kvm.device.VirtioDevice;
import io.hv.kvm.machine.DeviceContext;
import io.hv.kvm.machine.DeviceSlots;
import io.hv.kvm.machine.VirtualMachine;
import io.hv.kvm.virtio.VirtioFunction;
import io.hv.nativeaccess.NativeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What a machine's disks and network cards are by now: those of the spec that it was made of, with what has come since and
 * without what has gone. Devices come one after the other; they go at any time.
 */
final class KvmHotPlug {

    private final KvmDisks disks;
    private final KvmNics nics;
    private final KvmNetworks networks;
    private final GivingBack givingBack;
    private volatile DomainSpec spec;

    /**
     * As it begins.
     *
     * @param workers give back what devices held of the host
     */
    KvmHotPlug(
            DomainSpec spec,
            KvmDisks disks,
            KvmNics nics,
            KvmNetworks networks,
            Executor workers,
            MachineListener listener) {
        this.spec = spec;
        this.disks = disks;
        this.nics = nics;
        this.networks = networks;
        this.givingBack = new GivingBack(workers, listener);
    }

    /** What the machine is now. */
    DomainSpec spec() {
        return spec;
    }

    /** Puts a disk in. */
    void attach(VirtualMachine machine, DiskSpec disk) {
        DeviceSlots slots = slots(machine);
        String target = disk.target().orElseThrow();
        requireGivenBack(target);
        requireFree(machine, target);
        KvmDisks more = KvmMachineFactory.openDisks(spec.edit(only -> only.disks(List.of(disk))));
        plug(slots, more.factories(), more::close, () -> disks.adopt(more));
        become(present -> present.edit(changed -> changed.disk(disk)));
    }

    /** Puts a network card in. */
    void attach(VirtualMachine machine, NicSpec nic) {
        DeviceSlots slots = slots(machine);
        requireGivenBack(nic.mac().orElseThrow().toString());
        String device = KvmNics.nextDevice(names(machine));
        KvmNics more =
                KvmNics.plug(spec.edit(only -> only.nics(List.of(nic))), networks, false, List.of(device), List.of());
        plug(slots, more.factories(), more::close, () -> nics.adopt(more));
        become(present -> present.edit(changed -> changed.nic(nic)));
    }

    /**
     * Sets how much a disk may do in a second.
     *
     * @throws io.hv.InvalidSpecException if nothing could be done
     * @throws NotFoundException if there is no such disk
     */
    synchronized void limit(String target, DiskLimits limits) {
        DomainSpec limited = spec.edit(changed -> changed.disks(spec.disks().stream()
                .map(disk -> disk.target().filter(target::equals).isPresent() ? disk.limits(limits) : disk)
                .toList()));
        if (!disks.limit(target, limits)) {
            throw new NotFoundException(
                    "the machine of '" + spec.name() + "' has no disk '" + target + "'", "look at what it has");
        }
        spec = limited;
    }

    /** What it has of this backend's own by now. */
    KvmOptions options() {
        return KvmOptions.of(spec);
    }

    /** Something that is this backend's own has changed. */
    void options(UnaryOperator<KvmOptions> change) {
        become(present -> present.with(change.apply(options())));
    }

    /** A disk's device is called as its target is, and a device of the user's own as the user likes. */
    private void requireFree(VirtualMachine machine, String target) {
        if (names(machine).contains(target)) {
            throw new InvalidStateException(
                    "a device of '" + spec.name() + "' is called " + target + " already",
                    "choose another target for the disk");
        }
    }

    private static Set<String> names(VirtualMachine machine) {
        return machine.virtioDevices().stream().map(VirtioFunction::name).collect(Collectors.toSet());
    }

    /** Asks for a disk. */
    void detachDisk(VirtualMachine machine, String target) {
        unplug(machine, "disk '" + target + "'", () -> target);
    }

    /** Asks for a network card; not for one that ports of the host lead to, which would then lead nowhere. */
    void detachNic(VirtualMachine machine, MacAddress mac) {
        if (nics.hasForwards(mac)) {
            throw new InvalidStateException(
                    "ports of the host lead to the card " + mac + " of '" + spec.name() + "'",
                    "pull its cable instead: domain.nic(mac).link(false)");
        }
        unplug(machine, "card " + mac, () -> nics.device(mac));
    }

    private void unplug(VirtualMachine machine, String words, Supplier<String> device) {
        DeviceSlots slots = slots(machine);
        try {
            slots.unplug(device.get());
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(
                    "the machine of '" + spec.name() + "' has no " + words + " any more", "look at what it has", e);
        }
    }

    private DeviceSlots slots(VirtualMachine machine) {
        return machine.slots()
                .orElseThrow(() -> new UnsupportedFeatureException(
                        "the machine of '" + spec.name() + "'",
                        Feature.HOT_PLUG,
                        Support.no("its devices are not on PCI", "start it with VirtioTransport.PCI")));
    }

    /** The one device comes in, or all that it has is given back. */
    private void plug(
            DeviceSlots slots,
            List<? extends Function<? super DeviceContext, ? extends VirtioDevice>> device,
            Runnable giveBack,
            Runnable adopt) {
        String doing = "the attachment of a device to '" + spec.name() + "'";
        try {
            slots.plug(device.get(0));
            adopt.run();
        } catch (NativeException e) {
            throw undone(giveBack, HostErrors.failure(doing, e));
        } catch (StillBusyException e) {
            throw undone(giveBack, HostErrors.failure(doing, e));
        } catch (RuntimeException e) {
            throw undone(giveBack, e);
        }
    }

    private static RuntimeException undone(Runnable giveBack, RuntimeException because) {
        Release release = new Release();
        release.step(giveBack);
        release.endBeneath(because);
        return because;
    }

    private synchronized void become(Function<DomainSpec, DomainSpec> change) {
        spec = change.apply(spec);
    }

    /** A device has left the machine, which stands still meanwhile: what it held of the host is given back later. */
    void gone(String device) {
        Optional<Departed> departed = disks.remove(device).or(() -> nics.remove(device));
        departed.ifPresent(each -> {
            // Before its name is free.
            givingBack.begin(each, () -> become(present -> without(present, each.name())));
        });
    }

    /** Waits until what departed devices held of the host is given back. */
    void awaitReleases() {
        givingBack.await();
    }

    private void requireGivenBack(String device) {
        if (givingBack.isUnderWay(device)) {
            throw new InvalidStateException(
                    "what the device " + device + " of '" + spec.name() + "' held is still being given back",
                    "wait for the job that detaches it, or choose another name");
        }
    }

    private static DomainSpec without(DomainSpec spec, String name) {
        return spec.edit(changed -> changed.disks(spec.disks().stream()
                        .filter(disk -> disk.target().filter(name::equals).isEmpty())
                        .toList())
                .nics(spec.nics().stream()
                        .filter(nic -> nic.mac()
                                .map(MacAddress::toString)
                                .filter(name::equals)
                                .isEmpty())
                        .toList()));
    }
}
