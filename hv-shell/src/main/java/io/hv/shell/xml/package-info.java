/** {@code hv xml}: libvirt's XML from the command line. */
@NullMarked
package io.hv.shell.xml;

import org.jspecify.annotations.NullMarked;
