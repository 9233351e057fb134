package io.hv;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What a machine is to be, said without naming a hypervisor. Immutable. Made by {@link #named(String)}, changed by
 * {@link #edit(Consumer)} into another one.
 */
public final class DomainSpec {

    private final String name;
    private final Optional<UUID> uuid;
    private final ByteSize memory;
    private final int vcpus;
    private final Optional<CpuSpec> cpu;
    private final Optional<Boot> boot;
    private final List<DiskSpec> disks;
    private final List<NicSpec> nics;
    private final Optional<DisplayModel> display;
    private final ClockPolicy clock;
    private final boolean agent;
    private final Map<Class<?>, BackendOptions> options;

    private DomainSpec(Builder builder) {
        this.name = builder.name;
        this.uuid = builder.uuid;
        this.memory = builder.memory;
        this.vcpus = builder.vcpus;
        this.cpu = builder.cpu;
        this.boot = builder.boot;
        this.clock = builder.clock;
        this.agent = builder.agent;
        this.disks = DiskCheck.named(builder.disks);
        this.nics = List.copyOf(builder.nics);
        this.display = builder.display;
        this.options = Map.copyOf(builder.options);
    }

    /** Begins a spec: 128 MiB of memory, one vCPU, nothing to boot. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /**
     * The name: 1 to 255 bytes of UTF-8, without {@code /}, without control characters, not {@code .} or {@code ..}.
     */
    public String name() {
        return name;
    }

    /** The UUID; where there is none, the host makes one up. */
    public Optional<UUID> uuid() {
        return uuid;
    }

    /** The guest's RAM. */
    public ByteSize memory() {
        return memory;
    }

    /** The number of virtual processors, 1 or more. */
    public int vcpus() {
        return vcpus;
    }

    /** What the guest sees of the processor; where nothing is said, the host chooses. */
    public Optional<CpuSpec> cpu() {
        return cpu;
    }

    /** How it begins; a host may need to be told. */
    public Optional<Boot> boot() {
        return boot;
    }

    /**
     * The disks, each with a target, and in the order of the targets, {@code vda} first: on every host the guest finds them
     * in this order.
     */
    public List<DiskSpec> disks() {
        return disks;
    }

    /** The network cards, in the order in which the guest finds them. */
    public List<NicSpec> nics() {
        return nics;
    }

    /** Its graphics card, by which it has a screen; where there is none, it has neither. */
    public Optional<DisplayModel> display() {
        return display;
    }

    /** What its clocks do about the time in which it was saved; {@link ClockPolicy#CONTINUE} where nothing is said. */
    public ClockPolicy clock() {
        return clock;
    }

    /**
     * Whether it has the channel by which a guest agent is reached ({@link Domain#agent()}): a virtio port that the guest
     * knows as {@code org.qemu.guest_agent.0}, as the package qemu-guest-agent expects it.
     */
    public boolean hasAgent() {
        return agent;
    }

    /** The options of one backend, if there are any. */
    public <T extends BackendOptions> Optional<T> options(Class<T> type) {
        return Optional.ofNullable(options.get(type)).map(type::cast);
    }

    /** The options of all backends, in the order of their classes' names. */
    public List<BackendOptions> options() {
        return options.values().stream()
                .sorted(Comparator.comparing(each -> each.getClass().getName()))
                .toList();
    }

    /** A spec with these options in place of those of the same class. */
    public DomainSpec with(BackendOptions backendOptions) {
        return edit(builder -> builder.with(backendOptions));
    }

    /**
     * A changed copy.
     *
     * @throws InvalidSpecException with every fault of the result
     */
    public DomainSpec edit(Consumer<Builder> change) {
        Builder builder = toBuilder();
        change.accept(builder);
        return builder.build();
    }

    /** A builder that holds all of this. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.uuid = uuid;
        builder.memory = memory;
        builder.vcpus = vcpus;
        builder.cpu = cpu;
        builder.boot = boot;
        builder.disks.addAll(disks);
        builder.nics.addAll(nics);
        builder.display = display;
        builder.clock = clock;
        builder.agent = agent;
        builder.options.putAll(options);
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainSpec that
                && name.equals(that.name)
                && uuid.equals(that.uuid)
                && memory.equals(that.memory)
                && vcpus == that.vcpus
                && cpu.equals(that.cpu)
                && boot.equals(that.boot)
                && disks.equals(that.disks)
                && nics.equals(that.nics)
                && display.equals(that.display)
                && clock == that.clock
                && agent == that.agent
                && options.equals(that.options);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, uuid, memory, vcpus, cpu, boot, disks, nics, display, clock, agent, options);
    }

    @Override
    public String toString() {
        return "'" + name + "' " + memory + ", " + vcpus + " vCPU"
                + cpu.map(c -> " (" + c + ")").orElse("")
                + boot.map(b -> ", " + b).orElse("")
                + (disks.isEmpty() ? "" : ", disks " + disks)
                + (nics.isEmpty() ? "" : ", network cards " + nics)
                + display.map(model -> ", display " + model).orElse("")
                + (clock == ClockPolicy.CONTINUE ? "" : ", clock " + clock)
                + (agent ? ", agent" : "");
    }

    /** Collects a spec. Not safe for several threads. */
    public static final class Builder {

        private String name;
        private Optional<UUID> uuid = Optional.empty();
        private ByteSize memory = ByteSize.mib(128);
        private int vcpus = 1;
        private Optional<CpuSpec> cpu = Optional.empty();
        private Optional<Boot> boot = Optional.empty();
        private final List<DiskSpec> disks = new ArrayList<>();
        private final List<NicSpec> nics = new ArrayList<>();
        private Optional<DisplayModel> display = Optional.empty();
        private ClockPolicy clock = ClockPolicy.CONTINUE;
        private boolean agent;
        private final Map<Class<?>, BackendOptions> options = new LinkedHashMap<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Another name, see {@link DomainSpec#name()}. */
        public Builder name(String newName) {
            this.name = newName;
            return this;
        }

        /** A UUID of the caller's choice. */
        public Builder uuid(UUID newUuid) {
            this.uuid = Optional.of(newUuid);
            return this;
        }

        /** The guest's RAM: a multiple of 4 KiB, at least 4 KiB. */
        public Builder memory(ByteSize size) {
            this.memory = size;
            return this;
        }

        /** The number of virtual processors, 1 or more. */
        public Builder vcpus(int count) {
            this.vcpus = count;
            return this;
        }

        /** What the guest sees of the processor. */
        public Builder cpu(CpuSpec newCpu) {
            this.cpu = Optional.of(newCpu);
            return this;
        }

        /** How it begins. */
        public Builder boot(Boot newBoot) {
            this.boot = Optional.of(newBoot);
            return this;
        }

        /** One more disk. */
        public Builder disk(DiskSpec disk) {
            disks.add(disk);
            return this;
        }

        /** These disks in place of all so far. */
        public Builder disks(List<DiskSpec> newDisks) {
            List<DiskSpec> all = List.copyOf(newDisks);
            disks.clear();
            disks.addAll(all);
            return this;
        }

        /** One more network card. */
        public Builder nic(NicSpec nic) {
            nics.add(nic);
            return this;
        }

        /** These network cards in place of all so far. */
        public Builder nics(List<NicSpec> newNics) {
            List<NicSpec> all = List.copyOf(newNics);
            nics.clear();
            nics.addAll(all);
            return this;
        }

        /** A graphics card, and so a screen. */
        public Builder display(DisplayModel model) {
            this.display = Optional.of(model);
            return this;
        }

        /** Neither a graphics card nor a screen. */
        public Builder noDisplay() {
            this.display = Optional.empty();
            return this;
        }

        /** What its clocks do about the time in which it was saved. */
        public Builder clock(ClockPolicy policy) {
            this.clock = Objects.requireNonNull(policy);
            return this;
        }

        /** With the channel of a guest agent. */
        public Builder agent() {
            return agent(true);
        }

        /** With the channel of a guest agent, or without. */
        public Builder agent(boolean present) {
            this.agent = present;
            return this;
        }

        /** Options of one backend, in place of those of the same class. */
        public Builder with(BackendOptions backendOptions) {
            options.put(backendOptions.getClass(), backendOptions);
            return this;
        }

        /**
         * The spec.
         *
         * @throws InvalidSpecException with every fault
         */
        public DomainSpec build() {
            List<SpecFault> faults = new ArrayList<>();
            DomainName.check(name).ifPresent(faults::add);
            if (memory.bytes() == 0 || memory.bytes() % 4096 != 0) {
                faults.add(SpecFault.of(
                        "memory", memory.toString(), "not a whole number of 4 KiB pages", "for example 256 MiB"));
            }
            if (vcpus < 1) {
                faults.add(SpecFault.of(
                        "vcpus", Integer.toString(vcpus), "a machine needs a processor", "ask for at least 1"));
            }
            faults.addAll(DiskCheck.faults(disks));
            faults.addAll(NicCheck.faults(nics));
            if (!faults.isEmpty()) {
                throw new InvalidSpecException("domain '" + name + "'", faults);
            }
            return new DomainSpec(this);
        }
    }
}
