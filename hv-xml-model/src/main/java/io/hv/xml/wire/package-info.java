/**
 * The wire layer: libvirt's XML as objects, an object for each element, values as they are written. The classes of the
 * packages below this one are generated from libvirt's schemas (docs/xml.md) and mapped with JAXB. Nothing that a
 * document has is lost: what no schema knows is an {@link io.hv.xml.wire.Unknown} at its place.
 */
@NullMarked
package io.hv.xml.wire;

import org.jspecify.annotations.NullMarked;
