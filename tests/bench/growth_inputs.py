"""The inputs of growth.py: pathways, patients and expressions of any size, in the shapes that are hard."""
import json
import os


def pathway(*lines):
    return "\n".join(['pathway growth "Growth" { version "1.0.0" }', *lines]) + "\n"


def give(conditions):
    """A recommendation for each condition."""
    return ['section s "S" {', *[f"  should give a as r{i} {{ when {each} }}" for i, each in enumerate(conditions)], "}"]


def yes_or_no(names):
    return [f'fact {name} "{name}" : yes or no' for name in names]


ACTION = 'action a "A" drug'
SMALL = ['fact f "F" : yes or no', ACTION, 'section s "S" { should give a as r0 { when f } }']


# --- pathways without mistakes


def recommendations(size):
    """Each has a fact and an action of its own; every tenth action is contraindicated by a second fact."""
    facts = [f'fact f{i} "Fact {i}" : number in mmHg within 0 to 300' for i in range(size)]
    actions = [f'action a{i} "Action {i}" drug' for i in range(size)]
    against = [f"  contraindicated a{i} as c{i} {{ when f{i} > 250 mmHg }}" for i in range(0, size, 10)]
    advice = [f"  should give a{i} as r{i} {{ when f{i} > {i % 200} mmHg }}" for i in range(size)]
    return pathway(*facts, *actions, 'section s "S" {', *against, *advice, "}")


def covered(size):
    """Recommendations with a scenario for each."""
    tested = [f'scenario "s{i}" {{ given f{i} = 201 mmHg expect s.r{i} advised }}' for i in range(size)]
    return recommendations(size) + "\n".join(tested) + "\n"


def covered_twice(size):
    """The same with a scenario on either side of each threshold: most mistakes are noticed."""
    tested = [f'scenario "t{i}" {{ given f{i} = {i % 200} mmHg expect s.r{i} not advised }}' for i in range(size)]
    return covered(size) + "\n".join(tested) + "\n"


def shared_condition(size):
    """Recommendations under one condition of a tenth as many facts."""
    names = [f"f{i}" for i in range(max(2, size // 10))]
    actions = [f'action a{i} "Action {i}" drug' for i in range(size)]
    advice = [f"  should give a{i} as r{i} {{ when all_present }}" for i in range(size)]
    return pathway(*yes_or_no(names), "define all_present = " + " and ".join(names), *actions, 'section s "S" {', *advice, "}")


def condition(size):
    names = [f"f{i}" for i in range(size)]
    return pathway(*yes_or_no(names), ACTION, 'section s "S" { should give a as r0 {', *[f"when {name}" for name in names], "} }")


def chain(size):
    """Definitions of which each is made of the one before."""
    links = [f"define d{i} = not d{i - 1}" for i in range(1, size)]
    return pathway(*yes_or_no(["f"]), "define d0 = f", *links, ACTION, *give([f"d{size - 1}"]))


def ladder(size):
    """The same, each with a fact of its own."""
    names = [f"f{i}" for i in range(size)]
    links = [f"define d{i} = d{i - 1} and f{i}" for i in range(1, size)]
    return pathway(*yes_or_no(names), "define d0 = f0", *links, ACTION, *give([f"d{size - 1}"]))


def arms(size):
    guarded = [f"  {i} when f < {i + 1} mmHg," for i in range(size)]
    return pathway(f'fact f "F" : number in mmHg within 0 to {size + 10}', "define c = choose {", *guarded, "  0 otherwise }",
                   ACTION, *give(["c > 5"]))


def branches(size):
    """Branches of which each is tried where none before it holds."""
    names = [f"f{i}" for i in range(size)]
    tried = [f"{'otherwise ' if i else ''}when f{i} {{ should give a as r{i} }}" for i in range(size)]
    return pathway(*yes_or_no(names), ACTION, 'section s "S" {', *tried, "}")


def scenarios(size):
    return pathway(*SMALL, *[f'scenario "s{i}" {{ given f = yes expect s.r0 advised }}' for i in range(size)])


def extends(size):
    first = 'scenario "s0" { given f = yes expect s.r0 advised }'
    return pathway(*SMALL, first, *[f'scenario "s{i}" extends "s{i - 1}" {{ expect s.r0 advised }}' for i in range(1, size)])


def extends_given(size):
    """A chain of scenarios of which each gives a fact."""
    names = [f"g{i}" for i in range(size)]
    first = 'scenario "s0" { given f = yes given g0 = yes expect s.r0 advised }'
    return pathway(*SMALL, *yes_or_no(names), *[f"define h{i} = g{i}" for i in range(size)], first,
                   *[f'scenario "s{i}" extends "s{i - 1}" {{ given g{i} = yes expect h{i} }}' for i in range(1, size)])


# --- pathways with mistakes


def unknown_names(size):
    return pathway(*[f"define d{i} = nofact{i} > 3" for i in range(2 * size)])


def mistakes_in_a_line(size):
    return pathway(" ".join(f"define d{i} = nofact{i} > 3" for i in range(2 * size)))


def warnings_in_a_line(size):
    return pathway(" ".join(yes_or_no([f"f{i}" for i in range(2 * size)])))


def doubled_names(size):
    return pathway(*yes_or_no(["f"] * size))


def unknown_members(size):
    members = ", ".join(f'm{i} "M{i}"' for i in range(size))
    return pathway(f'fact f "F" : one of {{ {members} }}', *[f"define d{i} = f is q{i}" for i in range(size)])


def cycle(size):
    return pathway(*[f"define d{i} = d{(i + 1) % size}" for i in range(size)])


# --- patients


def many_patients(size):
    return pathway(*SMALL)


def many_groups(size):
    return pathway('fact f "F" : number in mmHg within 0 to 9999999', ACTION, *give(["f > 5 mmHg"]))


def problems(size):
    return pathway(*SMALL)


def terms(size):
    return pathway(*SMALL)


PATHWAYS = ("recommendations", "covered", "shared_condition", "condition", "chain", "ladder", "arms", "branches", "scenarios",
            "extends", "extends_given")
MISTAKES = ("unknown_names", "mistakes_in_a_line", "warnings_in_a_line", "doubled_names", "unknown_members", "cycle")
TESTED = ("covered", "covered_twice", "scenarios", "extends", "extends_given")
RUN = ("recommendations", "shared_condition", "condition", "chain", "ladder", "arms", "branches")


def patient(shape, size):
    """Nothing is known, or all is wrong."""
    return {"facts": {f"nofact{i}": True for i in range(3 * size)} if shape == "problems" else {}}


def known_patient(shape, size):
    if shape == "arms":
        return {"facts": {"f": "3 mmHg"}}
    return {"facts": {f"f{i}": True for i in range(size)}}


def patients(shape, size):
    if shape == "many_groups":
        return [{"facts": {"f": f"{i} mmHg"}} for i in range(40 * size)]
    return [{"facts": {}}] * (size if shape == "many_patients" else 1)


def write(shape, size, folder):
    """Writes all files of a case; the paths by the names that the commands of growth.py use."""
    text = globals()[shape](size)
    contents = {
        "file": ("growth.pathway", text),
        "other": ("other.pathway", text.replace("> 1 mmHg", "> 2 mmHg").replace("f1 and", "f1 or")),
        "patient": ("patient.json", json.dumps(patient(shape, size))),
        "known": ("known.json", json.dumps(known_patient(shape, size))),
        "patients": ("patients.ndjson", "".join(json.dumps(each) + "\n" for each in patients(shape, size))),
        "script": ("script.txt", "set f0 = yes\nneeds\nset f1 = yes\nundo\n"),
    }
    paths = {"expression": "+".join(["1"] * size)}
    for name, (file, content) in contents.items():
        paths[name] = os.path.join(folder, file)
        with open(paths[name], "w") as out:
            out.write(content)
    return paths
