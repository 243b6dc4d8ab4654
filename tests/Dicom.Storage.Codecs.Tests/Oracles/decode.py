"""Decodes many frames by the plug-ins of pylibjpeg: python3 decode.py PACKAGES FOLDER

FOLDER/jobs has a line for each frame, "DECODER LENGTH columns rows components allocated". Their codestreams stand one behind the
other in FOLDER/codestreams, their samples are written so to FOLDER/samples. FOLDER/results tells what the samples are, a line a
frame: "LENGTH columns rows components bits signed", or "error ...".
"""
import pathlib
import sys

sys.path.insert(0, sys.argv[1])
import numpy
import libjpeg
import openjpeg
import rle


def decode_libjpeg(codestream, _):
    about = libjpeg.get_parameters(codestream)
    samples = libjpeg.decode(codestream, colour_transform=0, reshape=False)
    return [about["columns"], about["rows"], about["nr_components"], about["precision"], 0], samples


def decode_openjpeg(codestream, _):
    about = openjpeg.get_parameters(codestream)
    samples = openjpeg.decode(codestream, reshape=False)
    return [about["columns"], about["rows"], about["samples_per_pixel"], about["precision"], int(about["is_signed"])], samples


def decode_rle(codestream, shape):
    columns, rows, components, allocated = shape
    planes = rle.decode_pixel_data(codestream, version=2, rows=rows, columns=columns, bits_allocated=allocated)
    planes = numpy.frombuffer(planes, dtype=f"<u{allocated // 8}").reshape(components, rows * columns)
    return [columns, rows, components, allocated, 0], planes.T


DECODERS = {"pylibjpeg-libjpeg": decode_libjpeg, "pylibjpeg-openjpeg": decode_openjpeg, "pylibjpeg-rle": decode_rle}


def decode(decoder, codestream, shape, output):
    try:
        about, samples = DECODERS[decoder](codestream, [int(number) for number in shape])
    except Exception as error:  # whatever a plug-in throws is its answer
        return "error " + " ".join(str(error).split())
    return " ".join(str(number) for number in [output.write(numpy.ascontiguousarray(samples).tobytes()), *about])


folder = pathlib.Path(sys.argv[2])
results = []
with open(folder / "codestreams", "rb") as codestreams, open(folder / "samples", "wb") as output:
    for job in (folder / "jobs").read_text().splitlines():
        decoder, length, *shape = job.split()
        results.append(decode(decoder, codestreams.read(int(length)), shape, output))
(folder / "results").write_text("\n".join(results))
