package io.hv.kvm.ioctl;

/** What a KVM may offer (KVM_CHECK_EXTENSION); most answer 0 or 1, some a number. */
public enum Capability {
    /** PIC, IO-APIC and local APICs in the kernel. */
    IRQCHIP(0),

    /** Local APIC timers by deadline; CPUID as KVM supports it never says so. */
    TSC_DEADLINE_TIMER(72),

    /** Memory slots. */
    USER_MEMORY(3),

    /** A place for the task state segment. */
    SET_TSS_ADDR(4),

    /** KVM_SET_CPUID2. */
    EXT_CPUID(7),

    /** How many vCPUs a machine should have at most. */
    NR_VCPUS(9),

    /** How many memory slots a machine may have. */
    NR_MEMSLOTS(10),

    /** Whether a vCPU waits for INIT or SIPI. */
    MP_STATE(14),

    /** Debug events of the guest can be had. */
    SET_GUEST_DEBUG(23),

    /** Host mappings may change under the guest. */
    SYNC_MMU(16),

    /** A table of what each GSI reaches. */
    IRQ_ROUTING(25),

    /** An eventfd that raises an interrupt. */
    IRQFD(32),

    /** The interval timer in the kernel. */
    PIT2(33),

    /** An eventfd that a guest's write signals. */
    IOEVENTFD(36),

    /** A place for the identity page. */
    SET_IDENTITY_MAP_ADDR(37),

    /** Kvmclock can be read and set. */
    ADJUST_CLOCK(39),

    /** Pending exceptions and interrupts can be read and set. */
    VCPU_EVENTS(41),

    /** Debug registers can be read and set. */
    DEBUGREGS(50),

    /** The extended state can be read and set. */
    XSAVE(55),

    /** Extended control registers can be read and set. */
    XCRS(56),

    /** The TSC frequency can be set. */
    TSC_CONTROL(60),

    /** The TSC frequency can be read. */
    GET_TSC_KHZ(61),

    /** How many vCPUs a machine may have. */
    MAX_VCPUS(66),

    /** A guest can be told that it was paused. */
    KVMCLOCK_CTRL(76),

    /** Message-signalled interrupts by one call. */
    SIGNAL_MSI(77),

    /** Slots that the guest cannot write. */
    READONLY_MEM(81),

    /** An eventfd for writes of any size. */
    IOEVENTFD_ANY_LENGTH(122),

    /** Attributes of vCPUs, such as the TSC offset. */
    VCPU_ATTRIBUTES(127),

    /** The highest vCPU id, plus one. */
    MAX_VCPU_ID(128),

    /** APIC ids can have 32 bits. */
    X2APIC_API(129),

    /** KVM_RUN can be told to return at once. */
    IMMEDIATE_EXIT(136),

    /** Which of the flags of {@link GuestDebug} are known. */
    SET_GUEST_DEBUG2(195),

    /** The size of the extended state. */
    XSAVE2(208);

    private final int number;

    Capability(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
