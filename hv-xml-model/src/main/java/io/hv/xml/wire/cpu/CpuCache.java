// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.cpu;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <cache>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "cache")
public final class CpuCache extends WireLeaf {

    @XmlAttribute(name = "level")
    public @Nullable String level;

    @XmlAttribute(name = "mode")
    public @Nullable String mode;
}
