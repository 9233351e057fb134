package io.hv.xml.domain;

import io.hv.HostPath;

/** All devices of a domain. Devices that there may be several of keep the order of the document. Not thread-safe. */
public final class DevicesElement extends Element {

    DevicesElement(Place here) {
        super(here);
    }

    /** The program that runs the machine, a path on the host. */
    public TextValue<HostPath> emulator() {
        return here.child("emulator").onlyText(Form.PATH);
    }

    /** All {@code <disk>}, in their order. */
    public Elements<DiskElement> disks() {
        return here.all("disk", DiskElement::new);
    }

    /** All {@code <controller>}, in their order. */
    public Elements<ControllerElement> controllers() {
        return here.all("controller", ControllerElement::new);
    }

    /** Leases that are held while the domain runs, one element each. */
    public Elements<LeaseElement> leases() {
        return here.all("lease", LeaseElement::new);
    }

    /** All {@code <filesystem>}, in their order. */
    public Elements<FilesystemElement> filesystems() {
        return here.all("filesystem", FilesystemElement::new);
    }

    /** All {@code <interface>}, in their order. */
    public Elements<InterfaceElement> interfaces() {
        return here.all("interface", InterfaceElement::new);
    }

    /** All {@code <input>}, in their order. */
    public Elements<InputElement> inputs() {
        return here.all("input", InputElement::new);
    }

    /** All {@code <sound>}, in their order. */
    public Elements<SoundElement> sounds() {
        return here.all("sound", SoundElement::new);
    }

    /** All {@code <audio>}, in their order. */
    public Elements<AudioElement> audioBackends() {
        return here.all("audio", AudioElement::new);
    }

    /** All {@code <hostdev>}, in their order. */
    public Elements<HostdevElement> hostdevs() {
        return here.all("hostdev", HostdevElement::new);
    }

    /** All {@code <graphics>}, in their order. */
    public Elements<GraphicsElement> graphics() {
        return here.all("graphics", GraphicsElement::new);
    }

    /** All {@code <video>}, in their order. */
    public Elements<VideoElement> videos() {
        return here.all("video", VideoElement::new);
    }

    /** All {@code <console>}, in their order. */
    public Elements<ConsoleElement> consoles() {
        return here.all("console", ConsoleElement::new);
    }

    /** All {@code <parallel>}, in their order. */
    public Elements<ParallelElement> parallels() {
        return here.all("parallel", ParallelElement::new);
    }

    /** All {@code <serial>}, in their order. */
    public Elements<SerialElement> serials() {
        return here.all("serial", SerialElement::new);
    }

    /** All {@code <channel>}, in their order. */
    public Elements<ChannelElement> channels() {
        return here.all("channel", ChannelElement::new);
    }

    /** All {@code <smartcard>}, in their order. */
    public Elements<SmartcardElement> smartcards() {
        return here.all("smartcard", SmartcardElement::new);
    }

    /** All {@code <hub>}, in their order. */
    public Elements<HubElement> hubs() {
        return here.all("hub", HubElement::new);
    }

    /** All {@code <redirdev>}, in their order. */
    public Elements<RedirectedDeviceElement> redirectedDevices() {
        return here.all("redirdev", RedirectedDeviceElement::new);
    }

    /** All {@code <redirfilter>}, in their order. */
    public Elements<RedirectionFilterElement> redirectionFilters() {
        return here.all("redirfilter", RedirectionFilterElement::new);
    }

    /** All {@code <rng>}, in their order. */
    public Elements<RngElement> rngs() {
        return here.all("rng", RngElement::new);
    }

    /** All {@code <tpm>}, in their order. */
    public Elements<TpmElement> tpms() {
        return here.all("tpm", TpmElement::new);
    }

    /** All {@code <shmem>}, in their order. */
    public Elements<SharedMemoryElement> sharedMemories() {
        return here.all("shmem", SharedMemoryElement::new);
    }

    /** All {@code <memory>}, in their order. */
    public Elements<MemoryDeviceElement> memoryDevices() {
        return here.all("memory", MemoryDeviceElement::new);
    }

    /** A watchdog. */
    public WatchdogElement watchdog() {
        return new WatchdogElement(here.child("watchdog"));
    }

    /** A balloon: by it the host gets memory back. */
    public MemballoonElement memballoon() {
        return new MemballoonElement(here.child("memballoon"));
    }

    /** Non-volatile memory, on POWER. */
    public NvramDeviceElement nvram() {
        return new NvramDeviceElement(here.child("nvram"));
    }

    /** All {@code <panic>}, in their order. */
    public Elements<PanicElement> panics() {
        return here.all("panic", PanicElement::new);
    }

    /** The IOMMU of the guest. */
    public IommuElement iommu() {
        return new IommuElement(here.child("iommu"));
    }

    /** Sockets between host and guest. */
    public VsockElement vsock() {
        return new VsockElement(here.child("vsock"));
    }
}
