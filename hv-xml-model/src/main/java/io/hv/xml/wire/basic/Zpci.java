// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.basic;

import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;
import org.jspecify.annotations.Nullable;

/** {@code <zpci>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "zpci")
public final class Zpci extends WireLeaf {

    @XmlAttribute(name = "uid")
    public @Nullable String uid;

    @XmlAttribute(name = "fid")
    public @Nullable String fid;
}
