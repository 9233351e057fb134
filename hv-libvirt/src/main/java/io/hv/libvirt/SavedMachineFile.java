package io.hv.libvirt;

import io.hv.DomainSpec;
import io.hv.HostPath;
import java.util.Optional;
import java.util.UUID;

/**
 * A file of libvirt's with a machine in it. Whether the machine runs when it goes on is in it where only libvirt's daemon reads
 * it; hv has to know before it lets it go on, so that a console is there first, and has put it into the machine's XML when
 * it was saved. Of a file that another client made it does not know. Immutable.
 */
final class SavedMachineFile {

    private static final String PREFIX = "hv";
    static final String NAMESPACE = "urn:io.hv:saved:1";
    private static final String ELEMENT = "saved";
    private static final String STATE = "state";
    private static final String RUNNING = "running";
    private static final String PAUSED = "paused";

    private final HostPath file;
    private final String xml;
    private final DomainSpec spec;
    private final Optional<String> state;

    private SavedMachineFile(HostPath file, String xml) {
        this.file = file;
        this.xml = xml;
        this.spec = DomainXmlReader.read(xml);
        this.state = HardenedXml.child(HardenedXml.parse(xml), "metadata")
                .flatMap(metadata -> HardenedXml.child(metadata, PREFIX + ":" + ELEMENT))
                .map(element -> element.getAttribute(STATE));
    }

    /**
     * Looks into one.
     *
     * @throws IllegalArgumentException if its XML is not as hv expects it
     */
    static SavedMachineFile of(ConnectionDomains domains, HostPath file) throws LibvirtFailure {
        return new SavedMachineFile(file, domains.saved(file.path()));
    }

    /** Puts into a machine's XML whether it is to run, before it comes into a file. */
    static void tell(DomainRef domain, boolean isRunning) throws LibvirtFailure {
        String element = "<" + ELEMENT + " " + STATE + "='" + (isRunning ? RUNNING : PAUSED) + "'/>";
        domain.metadata(PREFIX, NAMESPACE, element);
    }

    /** Takes it out again. */
    static void forget(DomainRef domain) throws LibvirtFailure {
        domain.metadata(PREFIX, NAMESPACE, null);
    }

    /** Takes it out of the machine that came from this file. */
    void forgetIn(DomainRef domain) throws LibvirtFailure {
        if (isKnownHow()) {
            forget(domain);
        }
    }

    HostPath file() {
        return file;
    }

    String name() {
        return spec.name();
    }

    UUID uuid() {
        return spec.uuid().orElseThrow(() -> new IllegalArgumentException("a saved machine without <uuid>"));
    }

    DomainSpec spec() {
        return spec;
    }

    boolean hasSerialConsole() {
        return DomainXmlReader.hasSerialConsole(xml);
    }

    /** Whether the file tells how the machine goes on. */
    boolean isKnownHow() {
        return state.isPresent();
    }

    /** Whether it runs when it goes on. */
    boolean isRunning() {
        return state.filter(RUNNING::equals).isPresent();
    }
}
