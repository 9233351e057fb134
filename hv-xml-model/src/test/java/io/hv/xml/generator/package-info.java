/**
 * Makes the wire layer from libvirt's RELAX NG schemas. {@link io.hv.xml.generator.Schemas} reads them, {@link
 * io.hv.xml.generator.ElementClasses} finds which classes there are, {@link io.hv.xml.generator.JavaNames} names them, and
 * {@link io.hv.xml.generator.JavaWriter} writes them.
 */
@NullMarked
package io.hv.xml.generator;

import org.jspecify.annotations.NullMarked;
