"""Draws the app's icons: a speech bubble that holds a check mark, an answer that is confirmed.

Run in this folder: python3 make_icons.py (needs Pillow). Everything is drawn from the numbers below
at eight times its size and scaled down; small sizes get a heavier check, so that it stays a check.
"""

from pathlib import Path

from PIL import Image, ImageDraw

HERE = Path(__file__).parent
BLUE_TOP = (58, 118, 214)
BLUE_BOTTOM = (34, 84, 172)
WHITE = (255, 255, 255)
OVERSAMPLE = 8


def mask(size, draw_shape):
    image = Image.new("L", (size, size), 0)
    draw_shape(ImageDraw.Draw(image))
    return image


def icon(size):
    n = size * OVERSAMPLE
    at = lambda x: round(x * n)  # noqa: E731  (fractions of the side)

    ground = Image.new("RGB", (1, n))
    for y in range(n):
        t = y / (n - 1)
        ground.putpixel((0, y), tuple(round(a + (b - a) * t) for a, b in zip(BLUE_TOP, BLUE_BOTTOM)))
    ground = ground.resize((n, n))

    tile = mask(n, lambda d: d.rounded_rectangle((at(0.02), at(0.02), at(0.98) - 1, at(0.98) - 1), at(0.21), fill=255))

    def bubble(d):
        d.rounded_rectangle((at(0.17), at(0.20), at(0.83), at(0.69)), at(0.13), fill=255)
        d.polygon([(at(0.30), at(0.64)), (at(0.30), at(0.85)), (at(0.51), at(0.66))], fill=255)

    image = Image.new("RGBA", (n, n), (0, 0, 0, 0))
    image.paste(ground, (0, 0), tile)
    image.paste(WHITE, (0, 0), mask(n, bubble))

    width = at(0.115 if size <= 32 else 0.088)
    points = [(at(0.335), at(0.445)), (at(0.455), at(0.560)), (at(0.675), at(0.335))]

    def check(d):
        d.line(points, fill=255, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            d.ellipse((x - width // 2, y - width // 2, x + width // 2, y + width // 2), fill=255)

    image.paste(ground, (0, 0), mask(n, check))
    return image.resize((size, size), Image.LANCZOS)


def main():
    icon(32).save(HERE / "32x32.png", optimize=True)
    icon(128).save(HERE / "128x128.png", optimize=True)
    icon(256).save(HERE / "128x128@2x.png", optimize=True)
    sizes = [16, 24, 32, 48, 64, 256]
    drawn = [icon(s) for s in sizes]
    drawn[-1].save(HERE / "icon.ico", sizes=[(s, s) for s in sizes], append_images=drawn[:-1])
    big = [icon(s) for s in (1024, 512, 256, 128, 64, 32)]
    big[0].save(HERE / "icon.icns", append_images=big[1:])


if __name__ == "__main__":
    main()
