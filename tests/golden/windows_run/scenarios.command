test kidney_injury.pathway
test blood_pressure.pathway
test vaccines.pathway
test paracetamol.pathway
test fluid_bolus.pathway
