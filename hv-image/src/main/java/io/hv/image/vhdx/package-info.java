/** Hyper-V's images, as [MS-VHDX] has them. Internal. */
@NullMarked
package io.hv.image.vhdx;

import org.jspecify.annotations.NullMarked;
