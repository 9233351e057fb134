package io.hv.kvm.ioctl;

/**
 * The small structures that a machine's requests take: where each field is, in bytes.
 *
 * <pre>
 * kvm_userspace_memory_region    0 slot   4 flags   8 guest_phys_addr  16 memory_size  24 userspace_addr
 * kvm_dirty_log                  0 slot             8 dirty_bitmap
 * kvm_pit_config                 0 flags
 * kvm_irq_level                  0 irq    4 level
 * kvm_msi                        0 address          8 data
 * kvm_irqfd                      0 fd     4 gsi     8 flags
 * kvm_ioeventfd                  0 datamatch        8 addr             16 len          20 fd     24 flags
 * kvm_irqchip                    0 chip_id          8 chip
 * kvm_clock_data                 0 clock            8 flags            16 realtime     24 host_tsc
 * kvm_device_attr                0 flags  4 group   8 attr             16 addr
 * kvm_enable_cap                 0 cap    4 flags   8 args
 * </pre>
 */
final class VmLayout {

    static final int REGION_SIZE = 32;
    static final int REGION_FLAGS = 4;
    static final int REGION_GUEST_ADDRESS = 8;
    static final int REGION_MEMORY_SIZE = 16;
    static final int REGION_HOST_ADDRESS = 24;

    static final int DIRTY_LOG_SIZE = 16;
    static final int DIRTY_LOG_BITMAP = 8;

    static final int PIT_CONFIG_SIZE = 64;
    static final int PIT_STATE_SIZE = 112;

    static final int LEVEL_SIZE = 8;
    static final int LEVEL_LEVEL = 4;

    static final int MSI_SIZE = 32;
    static final int MSI_DATA = 8;

    static final int IRQFD_SIZE = 32;
    static final int IRQFD_GSI = 4;
    static final int IRQFD_FLAGS = 8;

    static final int IOEVENTFD_SIZE = 64;
    static final int IOEVENTFD_ADDRESS = 8;
    static final int IOEVENTFD_LENGTH = 16;
    static final int IOEVENTFD_FD = 20;
    static final int IOEVENTFD_FLAGS = 24;

    static final int IRQCHIP_SIZE = 520;
    static final int IRQCHIP_CHIP = 8;

    static final int CLOCK_SIZE = 48;
    static final int CLOCK_FLAGS = 8;
    static final int CLOCK_REALTIME = 16;
    static final int CLOCK_HOST_TSC = 24;

    static final int ATTRIBUTE_SIZE = 24;
    static final int ATTRIBUTE_GROUP = 4;
    static final int ATTRIBUTE_ATTRIBUTE = 8;
    static final int ATTRIBUTE_ADDRESS = 16;

    static final int ENABLE_CAP_SIZE = 104;
    static final int ENABLE_CAP_ARGUMENTS = 8;

    private VmLayout() {}
}
