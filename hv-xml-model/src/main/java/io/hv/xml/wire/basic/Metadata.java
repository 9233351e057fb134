// Made by hv-xml-model/generate from libvirt's schemas. Not to be edited.
package io.hv.xml.wire.basic;

import io.hv.xml.wire.Opaque;
import io.hv.xml.wire.WireLeaf;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import javax.annotation.processing.Generated;

/** {@code <metadata>}. */
@Generated("hv-xml-model/generate")
@XmlType(name = "")
@XmlRootElement(name = "metadata")
@Opaque
public final class Metadata extends WireLeaf {
}
