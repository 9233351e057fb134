/** QEMU's qcow2, versions 2 and 3 (QEMU docs/interop/qcow2). Internal. */
@NullMarked
package io.hv.image.qcow2;

import org.jspecify.annotations.NullMarked;
