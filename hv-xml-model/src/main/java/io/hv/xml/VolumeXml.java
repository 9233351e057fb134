package io.hv.xml;

import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import io.hv.xml.spec.VolumeElements;
import io.hv.xml.spec.VolumeReader;
import io.hv.xml.spec.XmlCharacters;
import io.hv.xml.wire.storagevol.Volume;
import java.nio.file.Path;
import java.util.List;

/**
 * A volume's definition as libvirt's <a href="https://libvirt.org/formatstorage.html">volume XML</a>, without loss, and its
 * translation to and from the neutral spec: {@code from(spec).toSpec()} is the spec again. Immutable and safe for any thread.
 */
@SuppressWarnings("exports") // the wire layer, which callers do not see
public final class VolumeXml extends SpecXml<Volume> {

    private VolumeXml(Volume volume) {
        super(volume, XmlKind.STORAGE_VOLUME, Volume.class);
    }

    /**
     * Reads a document from text.
     *
     * @throws XmlException if it is not well-formed, is refused, or is no volume's
     */
    public static VolumeXml parse(String text) {
        return new VolumeXml(
                (Volume) XmlDocument.parse(text, XmlKind.STORAGE_VOLUME).root());
    }

    /**
     * Reads a document from a file.
     *
     * @throws XmlException if it is not well-formed, is refused, is no volume's, or cannot be read
     */
    public static VolumeXml read(Path file) {
        return new VolumeXml(read(file, Volume.class));
    }

    /**
     * What a document says now; later changes of it are not seen.
     *
     * @throws XmlException if it is no volume's
     */
    public static VolumeXml of(XmlDocument document) {
        return parse(document.text());
    }

    /**
     * A new document of that spec, with all that the spec says, and nothing else.
     *
     * @throws InvalidSpecException if XML cannot say it: the path of what it stands on has characters that XML has not
     */
    public static VolumeXml from(VolumeSpec spec) {
        requireSayable(spec);
        return new VolumeXml(VolumeElements.of(spec));
    }

    private static void requireSayable(VolumeSpec spec) {
        List<SpecFault> faults = XmlCharacters.faults(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("volume '" + spec.name() + "'", faults);
        }
    }

    /**
     * What the neutral spec can say of it: as whoever made a volume by this document would have it. Where no room is spoken of,
     * libvirt reserves all of a raw volume's, and none of another's.
     *
     * @throws InvalidSpecException if that is no spec, as of a folder or a partition; with every fault
     */
    public VolumeSpec toSpec() {
        return VolumeReader.read(root);
    }

    /**
     * What of the volume the neutral spec cannot say; the paths are those of {@link XmlDiff}. Not listed is what libvirt tells of
     * every volume: its key, where it is, how much it takes, when it was used; that it is root's, and nobody else's to read
     * ({@code 0600}); that qcow2 is of its third version and has clusters of 64 KiB.
     *
     * @throws InvalidSpecException as {@link #toSpec()}
     */
    public List<SpecFault> beyondSpec() {
        return BeyondVolumeSpec.of(copy(), toSpec());
    }

    /**
     * The same document, changed to say what a spec says. What differs from {@link #toSpec()} is written; all else, be it known to
     * libvirt or not, stays as it is. With the format goes what only the old format has.
     *
     * @throws InvalidSpecException as {@link #toSpec()} and {@link #from}
     */
    public VolumeXml edit(VolumeSpec spec) {
        requireSayable(spec);
        VolumeSpec before = toSpec();
        return new VolumeXml(changed(copy -> VolumeElements.edit(copy, before, spec)));
    }

    /**
     * The same document without some parts of it.
     *
     * @param parts as {@link #beyondSpec()} lists them; none changes nothing, and faults of something else are no parts
     */
    public VolumeXml without(List<SpecFault> parts) {
        return parts.isEmpty() ? this : new VolumeXml(changed(copy -> Removal.of(copy, parts)));
    }
}
