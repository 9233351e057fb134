package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.SizeUnit;
import io.hv.xml.value.Word;
import java.util.UUID;

/** A domain: all that libvirt knows of a virtual machine. {@link #of} gives the one of a document. Not thread-safe. */
public final class DomainElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        QEMU,
        KQEMU,
        KVM,
        XEN,
        LXC,
        UML,
        OPENVZ,
        TEST,
        VMWARE,
        HYPERV,
        VBOX,
        PHYP,
        VZ,
        BHYVE,
        HVF
    }

    /** The words of {@link #qemuDeprecation}. */
    public enum QemuDeprecation implements Word {
        NONE,
        OMIT,
        REJECT,
        CRASH
    }

    /**
     * The root of a document.
     *
     * @param document a domain
     * @throws IllegalArgumentException if it is something else
     */
    public static DomainElement of(XmlDocument document) {
        return new DomainElement(Roots.of(document, io.hv.xml.wire.domain.Domain.class));
    }

    DomainElement(Place here) {
        super(here);
    }

    /** What runs it, {@code kvm} for example. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** The number of a domain that runs; a definition has none. */
    public NumberValue id() {
        return here.number("id", Numbers.decimal(0, Numbers.UINT));
    }

    /** Its name, which is unique on a host, and has no slash on most. */
    public TextValue<String> name() {
        return here.child("name").onlyText(Form.TEXT);
    }

    /** Its UUID, which stays when the name changes. */
    public TextValue<UUID> uuid() {
        return here.child("uuid").onlyText(Form.UUID);
    }

    /** The generation of the guest, which changes when it is cloned or restored. It may be there and empty: then libvirt makes one. */
    public TextValue<UUID> genid() {
        return here.child("genid").onlyText(Form.UUID);
    }

    /** A short description, in one line. */
    public TextValue<String> title() {
        return here.child("title").onlyText(Form.TEXT);
    }

    /** What people are to know about it, in any form. */
    public TextValue<String> description() {
        return here.child("description").onlyText(Form.TEXT);
    }

    /** What applications keep with the domain. */
    public MetadataElement metadata() {
        return new MetadataElement(here.child("metadata"));
    }

    /** The processor that the guest sees, and its NUMA nodes. */
    public CpuElement cpu() {
        return new CpuElement(here.child("cpu"));
    }

    /** What the guest reads in SMBIOS or fw_cfg, one element each. */
    public Elements<SysinfoElement> sysinfos() {
        return here.all("sysinfo", SysinfoElement::new);
    }

    /**
     * By what the guest is started: firmware, a kernel, a container's first program, or a program on the host. When it has
     * been cleared the type of the machine is still there, and one that needs nothing more still reads as {@code Firmware()},
     * the machine's usual one, or as {@code Container(null, [])}.
     */
    public Value<BootMethod> boot() {
        return new BootMethodValue(here);
    }

    /** A program on the host that finds the kernel of a paravirtualized guest. */
    public TextValue<String> bootloader() {
        return here.child("bootloader").onlyText(Form.TEXT);
    }

    /** The arguments of that program. */
    public TextValue<String> bootloaderArgs() {
        return here.child("bootloader_args").onlyText(Form.TEXT);
    }

    /** What the guest boots from, and for which machine it is made. */
    public OsElement os() {
        return new OsElement(here.child("os"));
    }

    /** How the guest's clock begins, and its timers. */
    public ClockElement clock() {
        return new ClockElement(here.child("clock"));
    }

    /** The memory with which the domain boots. */
    public MemoryElement memory() {
        return new MemoryElement(here.child("memory"));
    }

    /** How much memory there may be once devices of memory are plugged. */
    public MaxMemoryElement maxMemory() {
        return new MaxMemoryElement(here.child("maxMemory"));
    }

    /** What the guest has now of its memory; the balloon has the rest. In KiB where no unit is written. */
    public SizeValue currentMemory() {
        return here.child("currentMemory").onlySize(SizeUnit.KIB);
    }

    /** How the host holds the guest's memory. */
    public MemoryBackingElement memoryBacking() {
        return new MemoryBackingElement(here.child("memoryBacking"));
    }

    /** How many virtual processors there are, and where they run. */
    public VcpuElement vcpus() {
        return new VcpuElement(here.child("vcpu"));
    }

    /** Each virtual processor: whether it is there, and can be unplugged. */
    public VcpuStatesElement vcpuStates() {
        return new VcpuStatesElement(here.child("vcpus"));
    }

    /** How many I/O threads the devices can share, 0 to 4,294,967,295. */
    public NumberValue iothreads() {
        return here.child("iothreads").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** The I/O threads by their numbers. */
    public IothreadIdsElement iothreadIds() {
        return new IothreadIdsElement(here.child("iothreadids"));
    }

    /** The thread pool of the main loop. */
    public DefaultIothreadElement defaultIothread() {
        return new DefaultIothreadElement(here.child("defaultiothread"));
    }

    /** Shares of the host's block I/O. */
    public BlockIoTuneElement blockIoTune() {
        return new BlockIoTuneElement(here.child("blkiotune"));
    }

    /** Limits of the host's memory that the domain takes. */
    public MemoryTuneElement memoryTune() {
        return new MemoryTuneElement(here.child("memtune"));
    }

    /** Shares and places of the host's processors. */
    public CpuTuneElement cpuTune() {
        return new CpuTuneElement(here.child("cputune"));
    }

    /** From which of the host's NUMA nodes the memory comes. */
    public NumaTuneElement numaTune() {
        return new NumaTuneElement(here.child("numatune"));
    }

    /** The host's control group, and the like. */
    public ResourceElement resource() {
        return new ResourceElement(here.child("resource"));
    }

    /** Features of the machine that are on or off. */
    public FeaturesElement features() {
        return new FeaturesElement(here.child("features"));
    }

    /** What happens when the guest asks for a reboot. */
    public TextValue<LifecycleAction> onReboot() {
        return here.child("on_reboot").onlyText(Form.words(LifecycleAction.class));
    }

    /** What happens when the guest powers itself off. */
    public TextValue<LifecycleAction> onPoweroff() {
        return here.child("on_poweroff").onlyText(Form.words(LifecycleAction.class));
    }

    /** What happens when the guest crashes. */
    public TextValue<CrashAction> onCrash() {
        return here.child("on_crash").onlyText(Form.words(CrashAction.class));
    }

    /** What happens when locks of its storage are lost. */
    public TextValue<LockFailureAction> onLockfailure() {
        return here.child("on_lockfailure").onlyText(Form.words(LockFailureAction.class));
    }

    /** Which kinds of sleep the guest is told of. */
    public PmElement pm() {
        return new PmElement(here.child("pm"));
    }

    /** Which events of the host's processors are counted. */
    public PerfElement perf() {
        return new PerfElement(here.child("perf"));
    }

    /** Users and groups of a container, and whom they are on the host. */
    public IdMapElement idMap() {
        return new IdMapElement(here.child("idmap"));
    }

    /** All devices. */
    public DevicesElement devices() {
        return new DevicesElement(here.child("devices"));
    }

    /** Labels of the host's security models, one element each. */
    public Elements<SeclabelElement> seclabels() {
        return here.all("seclabel", SeclabelElement::new);
    }

    /** Arguments and environment that go to QEMU as they are. */
    public QemuCommandlineElement qemuCommandline() {
        return new QemuCommandlineElement(here.child(Names.QEMU, "commandline"));
    }

    /** What libvirt is to believe of the QEMU at hand. */
    public QemuCapabilitiesElement qemuCapabilities() {
        return new QemuCapabilitiesElement(here.child(Names.QEMU, "capabilities"));
    }

    /** What QEMU does when something is used that is deprecated. */
    public TextValue<QemuDeprecation> qemuDeprecation() {
        return here.child(Names.QEMU, "deprecation").only("behavior", Form.words(QemuDeprecation.class));
    }

    /** Properties of devices that libvirt does not know, one element a device. */
    public Elements<QemuOverrideDeviceElement> qemuOverrides() {
        return here.child(Names.QEMU, "override").all(Names.QEMU, "device", QemuOverrideDeviceElement::new);
    }

    /** Namespaces that a container shares. */
    public LxcNamespaceElement lxcNamespace() {
        return new LxcNamespaceElement(here.child(Names.LXC, "namespace"));
    }

    /** Whether keys of the guest can be wrapped, on s390. */
    public KeywrapElement keywrap() {
        return new KeywrapElement(here.child("keywrap"));
    }

    /** How the guest's memory is kept from the host. */
    public LaunchSecurityElement launchSecurity() {
        return new LaunchSecurityElement(here.child("launchSecurity"));
    }

    /** Arguments that go to bhyve as they are. */
    public BhyveCommandlineElement bhyveCommandline() {
        return new BhyveCommandlineElement(here.child(Names.BHYVE, "commandline"));
    }

    /** Arguments that go to Xen's device model as they are. */
    public XenCommandlineElement xenCommandline() {
        return new XenCommandlineElement(here.child(Names.XEN, "commandline"));
    }

    /** The folder and data centre of a machine on ESX. */
    public TextValue<String> vmwareDatacenterpath() {
        return here.child(Names.VMWARE, "datacenterpath").onlyText(Form.TEXT);
    }
}
