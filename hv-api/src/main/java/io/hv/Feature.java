package io.hv;

import java.util.regex.Pattern;

/**
 * Something that a host or a domain may be able to do. The set is open: a backend may have features of its own.
 *
 * @param id lower-case words joined by {@code -}, for example {@code boot-linux}
 */
public record Feature(String id) {

    /** Comes first: the constants below are checked by it. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** {@link Host#define(DomainSpec)}: domains that stay when they are stopped. */
    public static final Feature DEFINE = new Feature("define");
    /** {@link Host#create}: domains that are gone when they stop. */
    public static final Feature TRANSIENT = new Feature("transient");
    /** {@link StartFlag#PAUSED}. */
    public static final Feature START_PAUSED = new Feature("start-paused");
    /** {@link Domain#suspend()} and {@link Domain#resume()}. */
    public static final Feature SUSPEND = new Feature("suspend");
    /** {@link Domain#shutdown()}. */
    public static final Feature SHUTDOWN = new Feature("shutdown");
    /** {@link Domain#reset()}. */
    public static final Feature RESET = new Feature("reset");
    /** {@link Host#events()}. */
    public static final Feature EVENTS = new Feature("events");
    /** {@link Domain#console()}. */
    public static final Feature CONSOLE = new Feature("console");
    /** More than one vCPU. */
    public static final Feature SMP = new Feature("smp");
    /** {@link CpuSpec}. */
    public static final Feature CPU_POLICY = new Feature("cpu-policy");
    /** {@link LinuxBoot}. */
    public static final Feature BOOT_LINUX = new Feature("boot-linux");
    /** {@link ElfBoot}. */
    public static final Feature BOOT_ELF = new Feature("boot-elf");
    /** {@link MultibootBoot}. */
    public static final Feature BOOT_MULTIBOOT = new Feature("boot-multiboot");
    /** {@link BinaryBoot}. */
    public static final Feature BOOT_BINARY = new Feature("boot-binary");
    /** {@link Content#bytes(byte[])}. */
    public static final Feature CONTENT_BYTES = new Feature("content-bytes");
    /** {@link DomainSpec#disks()} and {@link Domain#disks()}. */
    public static final Feature DISKS = new Feature("disks");
    /** {@link Disk#resize}. */
    public static final Feature DISK_RESIZE = new Feature("disk-resize");
    /** {@link Disk#statistics()}. */
    public static final Feature DISK_STATISTICS = new Feature("disk-statistics");
    /** {@link Domain#statistics()}. */
    public static final Feature STATISTICS = new Feature("statistics");
    /** {@link DiskSpec#limits()}. */
    public static final Feature DISK_LIMITS = new Feature("disk-limits");
    /** {@link DiskSpec#throwaway()}. */
    public static final Feature DISK_THROWAWAY = new Feature("disk-throwaway");
    /** {@link DomainSpec#nics()} and {@link Domain#nics()}. */
    public static final Feature NICS = new Feature("nics");
    /** {@link DomainSpec#display()} and {@link Domain#display()}. */
    public static final Feature DISPLAY = new Feature("display");
    /** {@link Nic#link}. */
    public static final Feature NIC_LINK = new Feature("nic-link");
    /** {@link Domain#attach(DiskSpec, PlugFlag...)}, {@link Disk#detach}, and the same of network cards where there are {@link #NICS}. */
    public static final Feature HOT_PLUG = new Feature("hot-plug");
    /** {@link Domain#cloneAs} with {@link CloneSpec#live()}. */
    public static final Feature CLONE_LIVE = new Feature("clone-live");
    /** {@link Domain#copyAs} with {@link CopySpec#full}. */
    public static final Feature COPY = new Feature("copy");
    /** {@link Domain#copyAs} with {@link CopySpec#linked}. */
    public static final Feature COPY_LINKED = new Feature("copy-linked");
    /** {@link Domain#save(HostPath)}, and {@link Host#restore(HostPath)} of what it wrote. */
    public static final Feature SAVE = new Feature("save");
    /** {@link SaveSpec#difference()}. */
    public static final Feature SAVE_DIFFERENCE = new Feature("save-difference");
    /** {@link Domain#snapshot(SnapshotSpec)}. */
    public static final Feature SNAPSHOTS = new Feature("snapshots");
    /** {@link Domain#migrateTo}. */
    public static final Feature MIGRATE = new Feature("migrate");
    /** {@link Domain#awaitMarker}: the port of the guest's that is for marks. */
    public static final Feature MARKER = new Feature("marker-port");
    /** {@link DomainSpec#hasAgent()} and {@link Domain#agent()}. */
    public static final Feature AGENT = new Feature("agent");
    /** {@link Domain#crash()} tells more than that the guest crashed. */
    public static final Feature CRASH_REPORT = new Feature("crash-report");
    /** Guests really run; a host without it only plays the life cycle. */
    public static final Feature GUEST_CODE = new Feature("guest-code");
    /**
     * Its processors run everything that operating systems as they are shipped need; without it only guests made for it,
     * such as small ones.
     */
    public static final Feature STOCK_GUESTS = new Feature("stock-guests");
    /** {@link Host#diagnose()}. */
    public static final Feature DIAGNOSE = new Feature("diagnose");
    /** {@link Domain#edit}. */
    public static final Feature EDIT = new Feature("edit");
    /** {@link Host#define(Definition)} and {@link Domain#definition()}: domains keep what the neutral spec cannot say. */
    public static final Feature DOCUMENTS = new Feature("documents");
    /** {@link Host#define(NetworkSpec)} and {@link Host#networks()}: networks that machines are connected to. */
    public static final Feature NETWORKS = new Feature("networks");
    /** Pools of volumes: {@link Host#define(PoolSpec)}. */
    public static final Feature POOLS = new Feature("pools");
    /** {@link Volume#resize}. */
    public static final Feature VOLUME_RESIZE = new Feature("volume-resize");
    /** {@link Volume#upload} and {@link Volume#download}. */
    public static final Feature VOLUME_TRANSFER = new Feature("volume-transfer");
    /** Defined domains are still defined when all handles of the host are closed, and when the process has ended. */
    public static final Feature DEFINITIONS_PERSIST = new Feature("definitions-persist");
    /** Domains, defined or running, are still there when the process that made them has ended. */
    public static final Feature OUTLIVES_PROCESS = new Feature("outlives-process");

    /** Rejects an id of another form with {@link IllegalArgumentException}. */
    public Feature {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a feature's id is lower-case words joined by '-': '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
